/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.settings.Secret;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImportIdsTest {

    private static final Caller ONE = new Caller("one", Set.of(Role.SUBMIT));
    private static final Caller OTHER = new Caller("other", Set.of(Role.SUBMIT));

    private final ImportIds ids = new ImportIds(Secret.of("s"), UuidCreator::getTimeOrderedEpoch);

    @Test
    void an_id_tells_with_which_key_it_was_uploaded() {
        UUID id = ids.next(Optional.of(ONE));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(ids.isOf(id, Optional.of(ONE))).isTrue();
        assertThat(ids.isOf(id, Optional.of(OTHER))).isFalse();
        assertThat(new ImportIds(Secret.of("s"), UUID::randomUUID).isOf(id, Optional.of(ONE)))
                .isTrue();
        assertThat(new ImportIds(Secret.of("t"), UUID::randomUUID).isOf(id, Optional.of(ONE)))
                .isFalse();
    }

    @Test
    void one_that_came_without_a_key_is_of_those_who_have_none() {
        UUID id = ids.next(Optional.empty());

        assertThat(id.version()).isEqualTo(7);
        assertThat(ids.isOf(id, Optional.of(ONE))).isFalse();
        assertThat(ids.isOf(id, Optional.empty())).isTrue();
        assertThat(ids.isOf(ids.next(Optional.of(ONE)), Optional.empty())).isFalse();
        assertThat(ids.next(Optional.empty())).isNotEqualTo(id);
    }

    @Test
    void whoever_had_the_file_too_proves_it() {
        UUID id = ids.next(Optional.of(ONE));
        String proof = ids.proof(id, Optional.of(OTHER));

        assertThat(ids.proves(proof, id, Optional.of(OTHER))).isTrue();
        assertThat(ids.proves(proof, id, Optional.of(ONE))).isFalse();
        assertThat(ids.proves(proof, ids.next(Optional.of(ONE)), Optional.of(OTHER)))
                .isFalse();
        assertThat(ids.proves("", id, Optional.of(OTHER))).isFalse();
    }
}
