/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** What holds for every text, card and account. */
class RedactorPropertyTest {

    @Property(tries = 300)
    void a_text_without_digits_and_at_signs_stays(@ForAll @StringLength(max = 300) String text) {
        String harmless = text.replaceAll("[\\p{Nd}@]", "");
        assertThat(Redactor.redact(harmless)).isEqualTo(harmless);
    }

    @Property(tries = 1000)
    void no_surroundings_hide_a_card(@ForAll("marks") String text) {
        assertThat(Redactor.redact(text)).doesNotContainPattern("(?<!\\d)4111 1111 1111 1111(?!\\d)");
    }

    @Property(tries = 200)
    void a_card_goes_however_it_is_grouped(@ForAll("cards") String card, @ForAll("separators") String separator) {
        String grouped = card.replaceAll("(\\d{4})(?=\\d)", "$1" + separator);
        assertThat(Redactor.redact("my card " + grouped + ", thanks")).isEqualTo("my card [CARD], thanks");
    }

    @Property(tries = 200)
    void an_iban_goes_however_it_is_written(@ForAll("ibans") String iban) {
        String grouped = iban.replaceAll("(.{4})(?=.)", "$1 ");
        assertThat(Redactor.redact("to " + iban + ".")).isEqualTo("to [IBAN].");
        assertThat(Redactor.redact("to " + grouped.toLowerCase(Locale.ROOT) + "."))
                .isEqualTo("to [IBAN].");
    }

    @Property(tries = 200)
    void an_e_mail_address_goes(@ForAll("words") String local, @ForAll("words") String domain) {
        assertThat(Redactor.redact("from " + local + "@" + domain + ".com today"))
                .isEqualTo("from [EMAIL] today");
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.of(
                        "4111 1111 1111 1111", "+", "(", ")", " ", "-", ".", "@", "a", "DE89", "0", "555", "12", "x@y")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("", " ", "-", "\u2013", "\u00a0");
    }

    @Provide
    Arbitrary<String> cards() {
        Arbitrary<String> network = Arbitraries.of("2", "3", "4", "5", "6");
        Arbitrary<String> middle =
                Arbitraries.strings().numeric().ofMinLength(11).ofMaxLength(17);
        return Combinators.combine(network, middle).as((first, rest) -> withLuhn(first + rest));
    }

    @Provide
    Arbitrary<String> ibans() {
        Arbitrary<String> country = Arbitraries.of("DE", "FR", "ES", "PL", "NO", "LT");
        Arbitrary<String> account =
                Arbitraries.strings().numeric().ofMinLength(11).ofMaxLength(30);
        return Combinators.combine(country, account).as(RedactorPropertyTest::withCheckDigits);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
    }

    private static String withLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted / 10 + weighted % 10;
        }
        return digits + (10 - sum % 10) % 10;
    }

    /** By the book: move the country and 00 to the end, letters to numbers, subtract the remainder from 98. */
    private static String withCheckDigits(String country, String account) {
        String moved = account + (country.charAt(0) - 'A' + 10) + (country.charAt(1) - 'A' + 10) + "00";
        int check = 98 - new BigInteger(moved).mod(BigInteger.valueOf(97)).intValue();
        return country + "%02d".formatted(check) + account;
    }
}
