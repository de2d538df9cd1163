/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to jane.doe+shop@mail.example.co.uk. | write to [EMAIL].",
                "<bob_1@example.org>, please            | <[EMAIL]>, please",
                "jürgen@beispiel.de schrieb             | [EMAIL] schrieb",
                "请联系test@example.com谢谢              | 请联系[EMAIL]谢谢",
                "a@b.org,c@d.org                        | [EMAIL],[EMAIL]"
            })
    void e_mail_addresses_go(String text, String redacted) {
        assertThat(Redactor.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "card 4111111111111111!                 | card [CARD]!",
                "4111 1111 1111 1111                    | [CARD]",
                "4111-1111-1111-1111 exp 12/26          | [CARD] exp 12/26",
                "5500 0000 0000 0004 12/26              | [CARD] 12/26",
                "amex 3782 822463 10005 declined        | amex [CARD] declined",
                "6011000990139424, 3530111333300000     | [CARD], [CARD]",
                "4111 1111 1111 1111 123 was my card    | [CARD] 123 was my card",
                "card4111111111111111and no blank       | card[CARD]and no blank",
                "我的卡4111111111111111谢谢             | 我的卡[CARD]谢谢",
                "٤١١١١١١١١١١١١١١١                       | [CARD]"
            })
    void payment_cards_go(String text, String redacted) {
        assertThat(Redactor.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IBAN DE89 3704 0044 0532 0130 00 please | IBAN [IBAN] please",
                "GB82WEST12345698765432.                 | [IBAN].",
                "nl91abna0417164300                      | [IBAN]",
                "FR14 2004 1010 0505 0001 3M02 606       | [IBAN]",
                "MT84MALT011000012345MTLCAST001S         | [IBAN]"
            })
    void ibans_go(String text, String redacted) {
        assertThat(Redactor.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call +49 170 1234567 today              | call [PHONE] today",
                "+1 (555) 123-4567                       | [PHONE]",
                "(555) 123-4567 or 555.123.4568          | [PHONE] or [PHONE]",
                "1-800-555-1234 never answers            | [PHONE] never answers",
                "my number: 555 123 4567                 | my number: [PHONE]",
                "030/12345678                            | [PHONE]",
                "01 23 45 67 89 is mine                  | [PHONE] is mine",
                "01.23.45.67.89                          | [PHONE]",
                "020 7946 0958                           | [PHONE]",
                "call me at 5551234567                   | call me at [PHONE]",
                "Phone: 98765 43210                      | Phone: [PHONE]",
                "text 555-1234 please                    | text [PHONE] please",
                "＋49 no, tel+49 170 1234567             | ＋49 no, tel+[PHONE]"
            })
    void phone_numbers_go(String text, String redacted) {
        assertThat(Redactor.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 114-3941689-8772232 never came",
                "order number 5551234567",
                "call me about order 5551234567",
                "invoice INV-2024-000123 of 01.02.2024 10:30",
                "on 2024-01-25 at 10:00, and 05/06/24 12 times",
                "01-02-2024 10 days ago",
                "I paid $1,234,567.89, not 1.234.567,89",
                "1234567890123 is the tracking id",
                "4111111111111112 fails Luhn",
                "41111111111111111111111111 is too long",
                "ticket 4111x1111",
                "version 10.0.19045.3803 on 192.168.100.200",
                "5 of 10, 24/7, 3-4 weeks, 100 000 users",
                "GB82WEST12345698765433 has a wrong check digit",
                "the AB12 model that broke down again and again",
                "we met @ noon, user@localhost, @handle, a @ b.com",
                "0.123456789 ratio",
                "call 12 times"
            })
    void what_is_no_personal_data_stays(String text) {
        assertThat(Redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void a_card_in_the_middle_of_other_numbers_goes() {
        assertThat(Redactor.redact("on 12 05 I used 4111 1111 1111 1111")).isEqualTo("on 12 05 I used [CARD]");
    }

    @Test
    void a_local_part_longer_than_any_mailbox_is_no_address() {
        String text = "x".repeat(65) + "@example.org";
        assertThat(Redactor.redact(text)).isEqualTo(text);
    }
}
