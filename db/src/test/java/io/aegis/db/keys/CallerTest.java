/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.audit.Actor;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void colleagues_see_the_name_of_a_user_and_the_id_of_a_key_beside_what_they_decided() {
        assertThat(new Caller("user:e96e", new Actor(Actor.Kind.USER, "sam"), Set.of()).signature())
                .isEqualTo("sam");
        assertThat(new Caller("user:e96e", new Actor(Actor.Kind.USER, "s".repeat(65)), Set.of()).signature())
                .isEqualTo("user:e96e");
        assertThat(new Caller("7", new Actor(Actor.Kind.KEY, "dashboard"), Set.of()).signature())
                .isEqualTo("7");
    }
}
