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
    void an_address_is_the_same_composed_and_decomposed_and_a_reference_is_as_it_was_sent() {
        DataSubject composed = new DataSubject(DataSubject.Kind.ADDRESS, "Ren\u00e9 Rue");
        assertThat(new DataSubject(DataSubject.Kind.ADDRESS, " Rene\u0301 Rue "))
                .isEqualTo(composed);
        assertThat(composed.spellings(1)).containsExactly("ren\u00e9 rue", "rene\u0301 rue");
        assertThat(new DataSubject(DataSubject.Kind.ADDRESS, "Rene Rue").spellings(2))
                .containsExactly("rene rue", "", "rene rue", "");
        DataSubject reference = new DataSubject(DataSubject.Kind.CUSTOMER_REF, "Rene\u0301");
        assertThat(reference.value()).isEqualTo("Rene\u0301");
        assertThat(reference.spellings(1)).containsExactly("rene\u0301", "");
        assertThat(reference.own()).containsExactly("Rene\u0301");
        assertThatIllegalArgumentException()
                .as("of six characters two are accents")
                .isThrownBy(() -> new DataSubject(DataSubject.Kind.ADDRESS, "e\u0301e\u0301ab"));
    }

    @Test
    void the_digest_depends_on_the_salt() {
        DataSubject subject = new DataSubject(DataSubject.Kind.CUSTOMER_REF, "c");
        assertThat(subject.digest(new byte[] {1})).hasSize(32).isNotEqualTo(subject.digest(new byte[] {2}));
    }
}
