/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "took 15 ms | took <*> ms",
                "at 16:42:22.382 | at <*>:<*>:<*>.<*>",
                "GET http://10.0.0.1:80/a?b=c failed | GET <*> failed",
                "see https://x | see <*>",
                "id f3d4d4ef-693b-4456-8eed-59c0d717dd08 gone | id <*> gone",
                "id f3d4d4ef-693b-4456-8eed-59c0d717dd08x | id <*>-<*>b-<*>-<*>eed-<*>c<*>d<*>dd<*>x",
                "id f3d4d4ef-693b-4456 | id <*>-<*>b-<*>",
                "trace ffc8ca7e4c8f06c7 | trace <*>",
                "deadbeef | deadbeef",
                "deadbee1 | <*>",
                "at 0x7fFe, 0x | at <*>, <*>x",
                "0xzz | <*>xzz",
                "orders2 v1_3 | orders<*> v<*>_<*>",
                "12://x | <*>://x",
                "a:b | a:b"
            })
    void what_changes_is_masked(String message, String masked) {
        assertThat(Masking.mask(message)).isEqualTo(masked);
    }

    @Test
    void tokens_are_few_and_long_messages_are_cut() {
        assertThat(LogTokens.of("Route(id=5, to=[b, c])")).containsExactly("Route", "id", "<*>", "to", "b", "c");
        assertThat(LogTokens.of("a ".repeat(100))).hasSize(LogTokens.MOST);
        assertThat(LogTokens.of("a".repeat(5_000)).getFirst()).hasSize(LogTokens.MOST_CHARACTERS);
        assertThat(LogTokens.of(" [] ")).isEmpty();
    }

    @Property(tries = 300)
    void no_digit_is_left_whatever_the_text(@ForAll String message) {
        assertThat(Masking.mask(message)).doesNotContainPattern("[0-9]");
    }
}
