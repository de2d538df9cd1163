/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DataSubjectTest {

    @Test
    void a_subject_is_named_but_never_told_in_logs() {
        DataSubject subject = new DataSubject(DataSubject.Kind.ADDRESS, "anna@example.org");
        assertThat(subject.toString()).doesNotContain("anna");
        assertThatIllegalArgumentException().isThrownBy(() -> new DataSubject(DataSubject.Kind.CUSTOMER_REF, "  "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSubject(DataSubject.Kind.CUSTOMER_REF, "x".repeat(129)));
    }

    @Test
    void the_digest_depends_on_the_salt() {
        DataSubject subject = new DataSubject(DataSubject.Kind.CUSTOMER_REF, "c");
        assertThat(subject.digest(new byte[] {1})).hasSize(32).isNotEqualTo(subject.digest(new byte[] {2}));
    }
}
