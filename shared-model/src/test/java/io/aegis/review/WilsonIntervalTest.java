/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WilsonIntervalTest {

    /** Figures of Newcombe, R. G. (1998), Statistics in Medicine 17, table I, method 3. */
    @Test
    void it_is_as_published() {
        WilsonInterval many = WilsonInterval.of(81, 263);
        assertThat(many.low()).isCloseTo(0.2553, within(0.00005));
        assertThat(many.high()).isCloseTo(0.3662, within(0.00005));
        WilsonInterval few = WilsonInterval.of(15, 148);
        assertThat(few.low()).isCloseTo(0.0624, within(0.00005));
        assertThat(few.high()).isCloseTo(0.1605, within(0.00005));
        WilsonInterval none = WilsonInterval.of(0, 20);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.1611, within(0.00005));
    }

    @Test
    void without_a_sample_nothing_is_known() {
        assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(2, 1));
    }

    @Property
    void the_share_lies_within(
            @ForAll @LongRange(min = 1, max = 1_000_000) long sample,
            @ForAll @LongRange(min = 0, max = 1_000_000) long any) {
        long hits = Math.min(any, sample);
        WilsonInterval interval = WilsonInterval.of(hits, sample);
        double share = (double) hits / sample;
        assertThat(interval.low()).isBetween(0.0, share + 1e-12);
        assertThat(interval.high()).isBetween(share - 1e-12, 1.0);
    }
}
