/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import io.aegis.db.retention.RetentionStore.Removal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests about data of a customer, from being asked for to their end. */
class DataRequestsIT extends PersonalDataFixture {

    @Test
    void what_runs_at_the_time_is_told_and_its_file_left() throws Exception {
        imported("RUNNING", "cust-anna-77");
        UUID request = erase(ANNA);
        assertThat(count("import_chunk")).isEqualTo("1");
        assertThat(request(request).counts()).containsEntry("imports_unfinished", 1L);
    }

    @Test
    void a_step_that_was_cut_short_goes_on_where_it_was() throws Exception {
        for (int i = 0; i < 120; i++) {
            sent(Samples.stored(schema, "Case number " + i), "cust-anna-77");
        }
        UUID request = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        all(request, new SubjectSearch(schema.database())::some);
        assertThat(new SubjectErasure(schema.database()).some(request, TestSchema.ample()))
                .isEqualTo(new Removal(50, true));
        assertThat(count("feedback")).isEqualTo("70");
        all(request, new SubjectErasure(schema.database())::some);
        assertThat(count("feedback")).isEqualTo("0");
        assertThat(request(request).counts()).containsEntry("texts_erased", 120L);
    }

    @Test
    void a_job_that_was_cut_short_waits_until_it_is_resumed_and_one_that_failed_has() throws Exception {
        UUID request = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        schema.change("INSERT INTO BATCH_JOB_INSTANCE VALUES (7, 0, 'customer-erasure', 'k')");
        schema.change("INSERT INTO BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, JOB_INSTANCE_ID, CREATE_TIME, STATUS)"
                + " VALUES (8, 7, UTC_TIMESTAMP(6), 'FAILED')");
        schema.change("UPDATE job_request SET execution_id = 8");
        schema.change("INSERT INTO launch_lock (job_name, job_key, slot, owner, locked_at)"
                + " VALUES ('customer-erasure', 'k', 0, UUID(), UTC_TIMESTAMP(6))");
        assertThat(request(request).state()).isEqualTo("QUEUED");
        schema.change("UPDATE launch_lock SET stop_asked = TRUE");
        assertThat(request(request).state()).isEqualTo("FAILED");
        schema.change("UPDATE launch_lock SET stop_asked = FALSE");
        schema.change("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STARTED'");
        assertThat(request(request).state()).isEqualTo("STARTED");
        schema.change("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'FAILED'");
        schema.change("DELETE FROM launch_lock");
        assertThat(request(request).state()).isEqualTo("FAILED");
    }

    @Test
    void exports_expire_and_requests_are_listed_newest_first() throws Exception {
        sent(Samples.stored(schema, "Mine"), "cust-anna-77");
        UUID first = export(ANNA);
        UUID second = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        assertThat(requests.newest(10, TestSchema.ample()))
                .extracting(DataRequest::id)
                .containsExactly(second, first);
        assertThat(request(second).state()).isEqualTo("QUEUED");
        assertThat(requests.expire(100, TestSchema.ample())).isZero();
        schema.change("UPDATE data_request SET finished_at = '2020-01-01' WHERE kind = 'EXPORT'");
        assertThat(requests.expire(100, TestSchema.ample())).isEqualTo(1);
        assertThat(exported(first)).isEmpty();
    }

    @Test
    void an_export_is_there_until_it_expires_or_begins_to_go() throws Exception {
        for (int i = 0; i < 60; i++) {
            sent(Samples.stored(schema, "Case number " + i), "cust-anna-77");
        }
        UUID request = export(ANNA);
        assertThat(count("data_export_piece")).isEqualTo("2");
        assertThat(request(request).exported()).isTrue();

        schema.change("UPDATE data_request SET finished_at = '2020-01-01'");
        assertThat(request(request).exported()).as("before retention comes by").isFalse();
        assertThat(requests.expire(1, TestSchema.ample())).isEqualTo(1);
        schema.change("UPDATE data_request SET finished_at = UTC_TIMESTAMP(6)");
        assertThat(count("data_export_piece")).isEqualTo("1");
        assertThat(request(request).exported()).as("half of it").isFalse();
    }

    @Test
    void an_export_of_nothing_is_there_too_until_its_customer_is_erased() throws Exception {
        UUID request = requests.add(DataRequest.Kind.EXPORT, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        assertThat(request(request).exported()).isFalse();
        all(request, new SubjectSearch(schema.database())::some);
        all(request, exporter()::some);
        assertThat(request(request).exported()).isTrue();
        UUID erasure = erase(ANNA);
        assertThat(request(request).exported()).isFalse();
        assertThat(request(erasure).exported()).isFalse();
    }
}
