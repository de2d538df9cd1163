/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingDetectorTest {

    private static final byte[] NONE = {};

    private static Optional<Encoding> detect(byte[] file) {
        return EncodingDetector.detect(file, NONE, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "windows-1252!Die Lieferung war zu spät, und die Größe passte überhaupt nicht",
                "windows-1252!L’équipe a été très gentille, merci à tous",
                "windows-1252!El envío llegó mañana y la atención fue pésima, señor",
                "windows-1252!Schöne Grüße – für 12,50 €",
                "windows-1251!Доставка опоздала на три дня, и никто не ответил на звонки",
                "windows-1250!Zásilka přišla pozdě a nikdo mi neodpověděl, žádám vrácení peněz",
                "windows-1253!Η παράδοση άργησε πολύ και κανείς δεν απάντησε στο τηλέφωνο",
                "Shift_JIS!配達がとても遅れました。電話しても誰も答えませんでした。",
                "GB18030!快递迟到了三天，打电话也没有人接听，非常失望。",
                "Big5!送貨遲了三天，打電話也沒有人接聽，非常失望。",
                "EUC-KR!배송이 사흘이나 늦었고 전화를 받는 사람이 아무도 없었습니다.",
                "IBM850!Die Lieferung war zu spät, und die Größe passte überhaupt nicht, schöne Grüße",
                "x-MacRoman!Die Lieferung war zu spät, und die Größe passte überhaupt nicht, schöne Grüße"
            })
    void what_a_text_says_is_the_same_in_every_character_set(String charset, String text) throws IOException {
        String file = "id;text\r\n1;" + text + "\r\n2;" + text + " (2)\r\n";
        byte[] bytes = file.getBytes(Charset.forName(charset));
        FilePreview preview = new FileInspector().inspect(FileSource.of(bytes), FileOptions.NONE, Extent.WHOLE);
        assertThat(FileRows.of(FileSource.of(bytes), FileOptions.NONE).texts())
                .as("%s", preview.layout().encoding())
                .containsExactly(text, text + " (2)");
        assertThat(preview.layout().encoding().orElseThrow().confidence()).isGreaterThan(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void unicode_with_and_without_a_mark(String name) throws IOException {
        Charset charset = Charset.forName(name);
        for (String text :
                new String[] {"Plain words only, as many write", "Größe 😀 – très bien", "Доставка опоздала на три дня"
                }) {
            String file = "text,id\n\"" + text + "\",1\n\"" + text + "\nagain\",2\n";
            for (String mark : new String[] {"", "\uFEFF"}) {
                byte[] bytes = (mark + file).getBytes(charset);
                assertThat(FileRows.of(FileSource.of(bytes), FileOptions.NONE).texts())
                        .as("%s %s", name, mark.length())
                        .containsExactly(text, text + "\nagain");
            }
        }
    }

    @Test
    void what_is_asked_for_counts_and_a_mark_outweighs_it() {
        byte[] latin = "id,text\n1,größer\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(EncodingDetector.detect(latin, NONE, Optional.of(Charset.forName("IBM850"))))
                .get()
                .extracting(Encoding::charset)
                .isEqualTo(Charset.forName("IBM850"));
        byte[] marked = "\uFEFFid,text\n".getBytes(StandardCharsets.UTF_8);
        assertThat(EncodingDetector.detect(marked, NONE, Optional.of(StandardCharsets.ISO_8859_1)))
                .get()
                .extracting(Encoding::charset)
                .isEqualTo(StandardCharsets.UTF_8);
        byte[] wide = "id,text\n1,grosser\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(EncodingDetector.detect(wide, NONE, Optional.of(StandardCharsets.UTF_16)))
                .get()
                .extracting(Encoding::charset)
                .isEqualTo(StandardCharsets.UTF_16LE);
        assertThat(EncodingDetector.detect(latin, NONE, Optional.of(Charset.forName("UTF-32"))))
                .get()
                .extracting(Encoding::charset)
                .isEqualTo(Charset.forName("UTF-32BE"));
    }

    @Test
    void a_head_may_end_within_a_character() {
        byte[] text = "größer".getBytes(StandardCharsets.UTF_8);
        byte[] cut = java.util.Arrays.copyOf(text, 4);
        assertThat(detect(cut)).get().extracting(Encoding::charset).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void characters_that_come_late_are_looked_at() {
        byte[] head = "id;text\n1;plain\n".getBytes(StandardCharsets.US_ASCII);
        byte[] late = "9;zu spät und zu groß für mich, schöne Grüße\n".getBytes(Charset.forName("windows-1252"));
        assertThat(EncodingDetector.detect(head, late, Optional.empty()))
                .get()
                .extracting(Encoding::charset)
                .isEqualTo(Charset.forName("windows-1252"));
        assertThat(detect(head)).get().extracting(Encoding::why).asString().contains("ASCII");
    }

    @Test
    void noise_is_no_text() {
        byte[] noise = new byte[4096];
        new java.util.Random(7).nextBytes(noise);
        assertThat(detect(noise)).isEmpty();
        byte[] control = new byte[200];
        java.util.Arrays.fill(control, (byte) 0x81);
        for (int i = 0; i < control.length; i += 3) {
            control[i] = 1;
        }
        assertThat(detect(control)).isEmpty();
    }

    @Test
    void a_charset_whose_bytes_cannot_be_split_becomes_utf_8() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("id|text\n1|表示が遅いです、とても\n2|問題なし、早いです\n".getBytes(Charset.forName("Shift_JIS")));
        FileRows rows = FileRows.of(
                FileSource.of(file.toByteArray()), FileRows.options("charset", "Shift_JIS", "separator", "|"));
        assertThat(rows.texts()).containsExactly("表示が遅いです、とても", "問題なし、早いです");
    }

    @Test
    void three_characters_of_utf_8_outweigh_one_wrong_byte() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("id,text\n1,Schöne Übersicht für alle\n2,Deliv".getBytes(StandardCharsets.UTF_8));
        file.write(0xFF);
        file.writeBytes("ry was late again\n".getBytes(StandardCharsets.UTF_8));
        FileRows rows = FileRows.of(FileSource.of(file.toByteArray()), FileOptions.NONE);
        assertThat(rows.texts()).containsExactly("Schöne Übersicht für alle");
        assertThat(rows.rejected()).hasSize(1);
    }

    @Test
    void bytes_that_the_character_set_lacks_reject_their_row_only() throws IOException {
        byte[] file = "id,text\n1,good as it is\n2,bro\u00FFken\n3,good again\n".getBytes(StandardCharsets.ISO_8859_1);
        FileRows rows = FileRows.of(FileSource.of(file), FileRows.options("charset", "UTF-8"));
        assertThat(rows.texts()).containsExactly("good as it is", "good again");
        assertThat(rows.rejected())
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).contains("character set"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 1_999})
    void a_wrong_byte_among_many_right_ones_rejects_its_row_only(int where) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write("text,channel\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 2_000; i++) {
            String row = "the café in München number " + i + " is good,mail\n";
            out.write(row.getBytes(i == where ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        }
        byte[] file = out.toByteArray();
        Encoding found = detect(file).orElseThrow();
        assertThat(found.charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(found.confidence()).isLessThan(1);
        assertThat(FileRows.of(FileSource.of(file), FileOptions.NONE).texts())
                .hasSize(1_999)
                .allMatch(text -> text.startsWith("the café in München"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 2_000})
    void zeros_that_a_program_left_behind_do_not_make_ascii_wide(int rows) throws IOException {
        for (int where : new int[] {0, rows - 1}) {
            StringBuilder file = new StringBuilder("text,channel\n");
            for (int i = 0; i < rows; i++) {
                file.append("plain good row ")
                        .append(i)
                        .append(i == where ? " \0 nul" : "")
                        .append(" in here,mail\n");
            }
            byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(detect(bytes).orElseThrow().charset())
                    .as("%d rows, zero in row %d", rows, where)
                    .isEqualTo(StandardCharsets.UTF_8);
            assertThat(FileRows.of(FileSource.of(bytes), FileOptions.NONE).texts())
                    .as("%d rows, zero in row %d", rows, where)
                    .hasSizeGreaterThanOrEqualTo(rows - 1);
        }
    }
}
