/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Erasures that run beside imports. */
class ErasurePassesIT extends PersonalDataFixture {

    private static final Duration LONG = Duration.ofMinutes(10);

    private void begun(String touched) throws Exception {
        schema.change(
                "INSERT INTO feedback_import (id, file_name, status, created_at, touched_at) VALUES (UUID(), 'f', 'RUNNING',"
                        + " UTC_TIMESTAMP(6), " + touched + ")");
    }

    private void ended() throws Exception {
        schema.change("UPDATE feedback_import SET status = 'COMPLETED', finished_at = UTC_TIMESTAMP(6)");
    }

    private void stored(String text) throws Exception {
        sent(Samples.stored(schema, text), "cust-anna-77");
    }

    private UUID firstPass() throws Exception {
        UUID request = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        all(request, new SubjectSearch(schema.database())::some);
        all(request, new SubjectErasure(schema.database())::some);
        return request;
    }

    private void seal(UUID request) throws Exception {
        all(request, new LeftoverErasure(schema.database())::seal);
    }

    @Test
    void what_an_import_stored_behind_the_back_of_an_erasure_is_erased_when_it_has_ended() throws Exception {
        stored("The first row of the file");
        begun("UTC_TIMESTAMP(6)");
        UUID request = firstPass();
        assertThat(passes(request, LONG)).isEqualTo(ErasurePasses.Rest.LATER);
        stored("The second row of the file");
        assertThat(passes(request, LONG)).isEqualTo(ErasurePasses.Rest.LATER);
        assertThat(count("feedback")).isEqualTo("1");
        ended();
        assertThat(passes(request, LONG)).isEqualTo(ErasurePasses.Rest.NONE);
        seal(request);
        assertThat(count("feedback")).isEqualTo("0");
        assertThat(request(request).counts()).containsEntry("texts_erased", 2L).containsEntry("imports_unfinished", 0L);
    }

    @Test
    void an_import_that_began_and_ended_during_the_first_pass_is_looked_through_too() throws Exception {
        UUID request = firstPass();
        begun("UTC_TIMESTAMP(6)");
        stored("All of the file");
        ended();
        passes(request, LONG);
        seal(request);
        assertThat(count("feedback")).isEqualTo("0");
        assertThat(request(request).counts()).containsEntry("imports_unfinished", 0L);
    }

    @Test
    void waiting_ends_with_a_last_pass_that_tells_of_imports_beside_it() throws Exception {
        begun("UTC_TIMESTAMP(6)");
        UUID request = firstPass();
        assertThat(passes(request, LONG)).isEqualTo(ErasurePasses.Rest.LATER);
        stored("A row before the time is over");
        schema.change("UPDATE data_request SET wait_until = UTC_TIMESTAMP(6)");
        assertThat(passes(request, LONG)).isEqualTo(ErasurePasses.Rest.NONE);
        stored("A row that comes too late");
        ended();
        seal(request);
        assertThat(count("feedback")).isEqualTo("1");
        assertThat(request(request).counts())
                .containsEntry("texts_erased", 1L)
                .as("it was at work beside the last pass, though it has ended")
                .containsEntry("imports_unfinished", 1L);
    }

    @Test
    void an_import_that_does_not_move_is_told_of_and_not_waited_for() throws Exception {
        begun("UTC_TIMESTAMP(6) - INTERVAL 2 MINUTE");
        UUID request = firstPass();
        assertThat(passes(request, LONG)).isEqualTo(ErasurePasses.Rest.NONE);
        seal(request);
        assertThat(request(request).counts()).containsEntry("imports_unfinished", 1L);
    }
}
