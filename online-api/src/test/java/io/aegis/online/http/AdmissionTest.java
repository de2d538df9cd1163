package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int MEBIBYTE = 1 << 20;

    private final Admission admission = new Admission(16 * MEBIBYTE);

    @Test
    void what_does_not_fit_is_refused_until_room_is_given_back() {
        admission.take(12 * MEBIBYTE);
        assertThatThrownBy(() -> admission.take(MEBIBYTE)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type().status()).isEqualTo(503);
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(admission.held()).isEqualTo(12 * MEBIBYTE);
        admission.giveBack(MEBIBYTE);
        admission.take(MEBIBYTE);
    }

    @Test
    void heavy_requests_leave_room_for_lighter_ones() {
        admission.take(12 * MEBIBYTE);
        for (int i = 0; i < 8; i++) {
            admission.take(MEBIBYTE / 4);
        }
        assertThatThrownBy(() -> admission.take(MEBIBYTE / 4)).isInstanceOf(ProblemException.class);
        for (int i = 0; i < 100; i++) {
            admission.take(2_000);
        }
        assertThat(admission.held()).isLessThan(16 * MEBIBYTE);
    }
}
