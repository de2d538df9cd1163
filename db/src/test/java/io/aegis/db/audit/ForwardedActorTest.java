/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForwardedActorTest {

    @Test
    void an_actor_is_read_as_it_was_written_in_ascii() {
        Actor actor = Actor.user("Zoë: \r\n 50 %");
        assertThat(ForwardedActor.write(actor)).matches("[!-~]+");
        assertThat(ForwardedActor.read(ForwardedActor.write(actor))).contains(actor);
    }

    @Test
    void what_nobody_wrote_says_nothing() {
        assertThat(ForwardedActor.read("ann")).isEmpty();
        assertThat(ForwardedActor.read("KING:ann")).isEmpty();
        assertThat(ForwardedActor.read("USER:%zz")).isEmpty();
    }

    @Test
    void a_fingerprint_tells_texts_apart_and_nothing_of_them() {
        assertThat(Fingerprint.of("")).isEmpty();
        assertThat(Fingerprint.of("abc")).isEqualTo("ba7816bf");
    }
}
