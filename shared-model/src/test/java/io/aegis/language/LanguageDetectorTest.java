/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    private static final LanguageDetector DETECTOR = LanguageDetector.load();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Die Lieferung war pünktlich, vielen Dank!",
                "de | Koennen Sie mir bitte das Geld zurueck ueberweisen",
                "fr | Mon compte a été piraté",
                "es | Me cobraron dos veces",
                "it | Il mio account è stato violato",
                "pt | Não consigo fazer login desde ontem",
                "nl | Ik kan sinds gisteren niet inloggen",
                "pl | Czekam na odpowiedź trzy tygodnie",
                "tr | Siparişim nerede, çok bekliyorum",
                "tr | İNDİRİM KODU ÇALIŞMIYOR",
                "sv | Mycket bra service, tack så mycket",
                "da | Hvornår får jeg mine penge tilbage",
                "no | Jeg er veldig fornøyd med tjenesten",
                "fi | Kiitos paljon, todella hyvä palvelu",
                "cs | Aplikace nefunguje, chci peníze zpět",
                "ro | Aplicația nu merge deloc",
                "id | Terima kasih banyak, layanan bagus"
            })
    void tells_languages_of_latin_letters(String tag, String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(DetectedLanguage.foreign(tag));
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 你好", "ja, ありがとうございます", "ja, 返金してください", "ko, 감사합니다", "ru, Спасибо за помощь", "uk, 'Дякую, все добре, її'",
        "sr, Хвала љубазно", "el, Ευχαριστώ πολύ", "he, שירות מעולה", "ar, خدمة ممتازة", "fa, چرا گران",
                "th, ขอบคุณมาก",
        "hi, बहुत अच्छा", "zh, 我爱iPhone手机", "und, நன்றி"
    })
    void tells_languages_by_their_script(String tag, String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(new DetectedLanguage(tag, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I was charged twice and support ignores me!",
                "Die hard fans of this app will be disappointed",
                "Spammer. Die.",
                "no favor, no justice",
                "Great café, naïve façade",
                "Very good 很好",
                "Thank you, Señor López, from all of us",
                "the movie El Camino is on again tonight"
            })
    void english_stays_english(String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(DetectedLanguage.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"👍", "100", "5/5", "", ":o", ":l", "@alguien #gracias https://ejemplo.es/muchas_gracias x2y"})
    void says_nothing_of_what_has_no_words(String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(DetectedLanguage.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Му саrd wаs stоlеn", "ассоunt", "hасkеd", "ѕсам", "This is ѕсам", "о.О", "Му card", "НЕ is late"
            })
    void letters_that_pass_for_latin_ones_are_a_disguise_and_no_language(String text) {
        assertThat(DETECTOR.detect(text).foreign()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ru | не тот товар, ответа нет",
                "ru | нет",
                "ru | вор вор вор",
                "ru | нет, OK",
                "ru | НЕ ТОТ ТОВАР",
                "uk | не ті, а тоті",
                "el | ναι",
                "el | οχι τοτε"
            })
    void words_of_nothing_but_letters_that_look_latin_are_those_of_their_script(String tag, String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(DetectedLanguage.foreign(tag));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hu | Az ügyfélszolgálat udvarias volt, de nem oldotta meg a gondot.",
                "sw | Nimetozwa pesa mara mbili kwa oda moja.",
                "cy | Diolch yn fawr am y gwasanaeth cyflym a chyfeillgar.",
                "tl | Dalawang beses akong siningil para sa isang order.",
                "vi | Tôi bị trừ tiền hai lần cho một đơn hàng.",
                "hr | Od jučer se ne mogu prijaviti na svoj račun.",
                "et | Ma ei saa eilsest saati oma kontole sisse logida.",
                "ca | M'han cobrat dues vegades la mateixa comanda.",
                "sq | Dikush më vodhi fjalëkalimin dhe përdori kartën time.",
                "eu | Atzotik ezin naiz nire kontuan sartu.",
                "ga | Tá an praghas ag ardú rómhór, táim ag éirí as.",
                "so | Laba jeer ayaa lacag la iga jaray hal dalab."
            })
    void tells_languages_of_longer_texts(String tag, String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(DetectedLanguage.foreign(tag));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ngiyabonga kakhulu ngosizo olusheshayo nolunomusa.",
                "Isitolo esihle kakhulu, ngizobuya futhi.",
                "Wọ́n yọ owó mi lẹ́ẹ̀mejì fún ọjà kan ṣoṣo.",
                "mera paisa abhi tak wapas nahi aaya hai",
                "bahut kharab service hai yaar, jawab nahi dete",
                "gde moi dengi, pochemu ne prihodyat",
                "pou einai ta lefta mou, den apantaei kaneis",
                "ana mesh 3aref leh el app da lessa bayez",
                "D'App geet net an keen äntwert mir",
                "Kie estas mia mono kaj kial neniu respondas"
            })
    void languages_without_a_name_of_their_own_are_foreign(String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(DetectedLanguage.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "super service",
                "ok",
                "top",
                "App crash",
                "login error",
                "Top!",
                "Update failed",
                "Hotel perfect",
                "bad gateway",
                "Crashes constantly",
                "refund please",
                "Samsung Galaxy update crash",
                "Lol wtf"
            })
    void loanwords_stay_with_the_english_rules(String text) {
        assertThat(DETECTOR.detect(text).foreign()).isFalse();
    }

    /** An app is called so in all of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "de app crasht altijd",
                "slechte app hoor",
                "super slechte service",
                "nem működik az app",
                "app não abre",
                "muito lento o app",
                "hindi gumagana ang app",
                "tidak bisa login",
                "die app werk nie",
                "die App stürzt ab",
                "login geht nicht",
                "login non funziona"
            })
    void borrowed_words_make_no_sentence_english(String text) {
        assertThat(DETECTOR.detect(text).foreign()).isTrue();
    }

    @Test
    void accents_give_away_a_language_that_it_does_not_know() {
        assertThat(DETECTOR.detect("Ǹǰǩě ǵǰǩ ǹěǰ ǩǵǰ")).isEqualTo(DetectedLanguage.OTHER);
    }

    @Test
    void looks_at_the_beginning_only() {
        String english = "I am still waiting for my parcel and nobody answers. ".repeat(40);

        assertThat(DETECTOR.detect(english + "Дякую ".repeat(10_000))).isEqualTo(DetectedLanguage.ENGLISH);
    }
}
