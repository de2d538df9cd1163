/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Character sets of files with few rows, of which nothing says what they are in. */
class EncodingStatisticsTest {

    private static final FileInspector INSPECTOR = new FileInspector();

    private static byte[] file(String text, String charset) {
        return ("text,channel\r\n\"" + text + "\",mail\r\n").getBytes(Charset.forName(charset));
    }

    private static FilePreview inspect(byte[] file, String... options) throws IOException {
        return INSPECTOR.inspect(FileSource.of(file), FileRows.options(options), Extent.WHOLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "windows-1252!Die Größe passt überhaupt nicht, schöne Grüße",
                "windows-1252!Für die Lieferung gab es keine Entschuldigung",
                "windows-1252!L’équipe a été très gentille, merci beaucoup",
                "windows-1252!El envío llegó muy tarde y nadie contestó",
                "windows-1252!A entrega não chegou e ninguém responde",
                "windows-1252!Perché non funziona più? È molto lento",
                "windows-1252!The café app charged me 5 € twice – please help",
                "windows-1252!Jag fick aldrig några svar på mina frågor",
                "windows-1250!Przesyłka przyszła za późno i nikt nie odpowiada",
                "windows-1250!Zásilka přišla pozdě a nikdo neodpověděl",
                "windows-1250!A szállítás nagyon lassú volt, többször is későn jött",
                "ISO-8859-2!Przesyłka przyszła za późno i nikt nie odpowiada na pytania, nie działa też płatność",
                "windows-1251!Никто не отвечает на мои письма",
                "windows-1251!Спасибо, всё отлично работает",
                "IBM866!Деньги списали два раза, верните",
                "KOI8-R!Приложение не работает совсем",
                "windows-1251!Додаток постійно вилітає, поверніть гроші",
                "windows-1253!Η εφαρμογή δεν λειτουργεί καθόλου",
                "windows-1254!Uygulama sürekli çöküyor, müşteri hizmetleri cevap vermiyor",
                "windows-1255!האפליקציה לא עובדת בכלל",
                "windows-1256!التطبيق لا يعمل على الإطلاق",
                "windows-1257!Siunta vėlavo tris dienas ir niekas neatsakė į skambučius",
                "windows-1257!Piegāde kavējās trīs dienas un neviens neatbildēja",
                "x-windows-874!แอปใช้งานไม่ได้เลยครับ",
                "Shift_JIS!遅い、最悪",
                "windows-31j!配達①が遅すぎる",
                "EUC-JP!アプリがすぐに落ちます",
                "EUC-KR!앱이 실행되지 않습니다",
                "GBK!送货太慢了",
                "Big5!送貨太慢了",
                "IBM850!Die Größe passt überhaupt nicht, schöne Grüße, für mich unmöglich",
                "x-MacRoman!L’équipe a été très gentille, merci à tous, même après l’été"
            })
    void one_row_suffices(String charset, String text) throws IOException {
        byte[] file = file(text, charset);
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).as("%s", preview.problems()).isFalse();
        assertThat(FileRows.of(FileSource.of(file), FileOptions.NONE).texts())
                .as("%s", preview.layout().encoding())
                .containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "x-MacRoman!Wo ist die Tür",
                "windows-1250!Zgubił paczkę",
                "IBM852!Zgubił paczkę",
                "windows-1257!Leisti į"
            })
    void a_text_that_could_be_in_several_sets_is_asked_about(String charset, String text) throws IOException {
        byte[] file = file(text, charset);
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).as("%s", preview.layout().encoding()).isTrue();
        assertThat(preview.problems().getFirst())
                .startsWith("Say which character set the text is in (charset=NAME), as it is a guess: ");
        assertThat(preview.charsets())
                .hasSizeGreaterThan(1)
                .allSatisfy(each -> assertThat(preview.problems().getFirst())
                        .contains(each.charset() + " makes '" + each.sample() + "'"));
        FilePreview said = inspect(file, "charset", charset);
        assertThat(said.needsMapping()).isFalse();
        assertThat(said.charsets()).isEmpty();
        assertThat(FileRows.of(FileSource.of(file), FileRows.options("charset", charset))
                        .texts())
                .containsExactly(text);
    }

    @Test
    void a_text_whose_letters_no_language_has_is_foreign() {
        Charset charset = Charset.forName("windows-1252");
        DecodedText text = DecodedText.of("ab ±÷¤¶".getBytes(charset), charset);
        assertThat(text.isForeign(3 * 5 + 4 * 12)).isTrue();
        assertThat(text.isForeign(3 * 5 + 4 * 8)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The price is too high: 5 €",
                "“Great” app, it’s the best one",
                "At 25°C it is fine",
                "It costs £5 for nothing",
                "It works – but only on Monday",
                "naïve idea of an app",
                "Größe"
            })
    void one_sign_of_windows_1252_suffices(String text) throws IOException {
        byte[] file = file(text, "windows-1252");
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).as("%s", preview.problems()).isFalse();
        assertThat(FileRows.of(FileSource.of(file), FileOptions.NONE).texts()).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-JP", "ISO-2022-KR"})
    void escapes_tell_sets_that_have_seven_bits_only(String charset) throws IOException {
        String text = charset.endsWith("JP") ? "配達がとても遅れました。" : "앱이 실행되지 않습니다";
        byte[] file = file(text, charset);
        FilePreview preview = inspect(file);
        assertThat(preview.layout().charset()).contains(charset);
        assertThat(preview.layout().why()).containsEntry("charset", "its escapes are in the text");
        assertThat(FileRows.of(FileSource.of(file), FileOptions.NONE).texts()).containsExactly(text);
    }

    @Test
    void escapes_behind_the_beginning_are_seen() {
        byte[] head = "text\nplain\n".getBytes(StandardCharsets.US_ASCII);
        LateCharsetSample late = new LateCharsetSample();
        late.pass(head);
        late.pass("最悪\n".getBytes(Charset.forName("ISO-2022-JP")));
        assertThat(EncodingDetector.detect(head, late.lines(), Optional.empty()))
                .get()
                .extracting(found -> found.charset().name())
                .isEqualTo("ISO-2022-JP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text\nDie Gr+APYA3w-e passt +APw-berhaupt nicht\n",
                "text\nn+AOQ-chste Stra+AN8-e 1 +- 1\n",
                "text\n+MFUwQTBq-\n"
            })
    void utf_7_is_refused_by_name(String file) {
        assertThatThrownBy(() -> inspect(file.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("The file is in UTF-7, which was made for mail: save it as UTF-8, and send it again.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text\nCall me at +49 30 123456 or use C++ and A+B\n",
                "text\nabc+def-ghi is my token, +1 for that\n",
                "text\nI give it an A+\n",
                "text\nmail to jane+AOQ-news@example.com and +491701234567 please\n",
                "text\n+AOQ\n",
                "text\n+ZZZZZ+AAAA-\n"
            })
    void plus_signs_of_ascii_are_none_of_utf_7(String file) throws IOException {
        assertThat(inspect(file.getBytes(StandardCharsets.US_ASCII)).layout().charset())
                .contains("UTF-8");
    }

    @Test
    void characters_that_come_late_in_a_packed_file_are_looked_at() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(("text\n" + "the same plain row is here\n".repeat(12_000)).getBytes(StandardCharsets.US_ASCII));
            gzip.write("Très déçu, 5 € – “nul”\n".getBytes(Charset.forName("windows-1252")));
        }
        FileRows rows = FileRows.of(FileSource.of(packed.toByteArray()), FileOptions.NONE);
        assertThat(rows.rejected()).isEmpty();
        assertThat(rows.texts()).last().isEqualTo("Très déçu, 5 € – “nul”");
    }

    @Test
    void readings_of_a_long_line_are_short() throws IOException {
        String text = "plain words ".repeat(30) + "Die Tür klemmt " + "and so on ".repeat(30);
        FilePreview preview = inspect(("text\n" + text + "\n").getBytes(Charset.forName("x-MacRoman")));
        assertThat(preview.charsets())
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(each.sample()).hasSizeLessThan(100).contains("klemmt"));
    }
}
