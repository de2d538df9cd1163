/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;

class ShownJsonTest {

    private static final String SHOWN = "01a222b4-44f3-7fbd-81b8-317284e84383";
    private static final String ANSWERED = "11a222b4-44f3-7fbd-81b8-317284e84383";

    private final ShownJson page = new ShownJson(new HashMap<>());

    @Test
    void ids_times_and_floats_may_differ() {
        assertThat(page.differences(
                        "{\"id\": \"" + SHOWN + "\", \"at\": \"2026-11-28T15:09:29.206Z\", \"score\": 0.5}",
                        "{\"id\": \"" + ANSWERED + "\", \"at\": \"2027-01-01T00:00:00Z\", \"score\": 0.75}"))
                .isEmpty();
        assertThat(page.withTrueIds("curl /feedback/" + SHOWN + "/resolve"))
                .isEqualTo("curl /feedback/" + ANSWERED + "/resolve");
    }

    @Test
    void an_id_is_the_same_wherever_it_is_shown() {
        assertThat(page.differences(
                        "{\"id\": \"" + SHOWN + "\", \"url\": \"/imports/" + SHOWN + "\"}",
                        "{\"id\": \"" + ANSWERED + "\", \"url\": \"/imports/" + SHOWN + "\"}"))
                .singleElement()
                .asString()
                .startsWith("/url: ");
    }

    @Test
    void everything_else_must_be_as_shown() {
        assertThat(page.differences(
                        "{\"a\": [1, 2], \"b\": \"x\", \"c\": null, \"d\": 1, \"f\": [{\"g\": true}]}",
                        "{\"a\": [1], \"b\": \"y\", \"d\": 2, \"e\": 1, \"f\": [{\"g\": false}]}"))
                .extracting(difference -> difference.substring(0, difference.indexOf(':')))
                .containsExactly("/a", "/b", "/c", "/d", "/f/0/g", "/e");
    }

    @Test
    void an_object_with_an_ellipsis_may_have_more() {
        assertThat(page.differences("{\"a\": {\"b\": 1, ...},\n  ...\n}", "{\"a\": {\"b\": 1, \"c\": 2}, \"d\": 3}"))
                .isEmpty();
        assertThat(page.differences("{\"a\": {\"b\": 1}, ...}", "{\"a\": {\"b\": 1, \"c\": 2}}"))
                .containsExactly("/a/c: is not shown");
    }

    @Test
    void what_is_no_json_is_a_difference() {
        assertThat(page.differences("{}", "<html>")).hasSize(1);
    }
}
