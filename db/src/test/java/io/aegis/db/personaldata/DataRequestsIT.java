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
    void exports_expire_and_requests_are_listed_newest_first() throws Exception {
        sent(Samples.stored(schema, "Mine"), "cust-anna-77");
        UUID first = export(ANNA);
        UUID second = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        assertThat(requests.newest(10, TestSchema.ample()))
                .extracting(DataRequest::id)
                .containsExactly(second, first);
        assertThat(request(second).state()).isEqualTo("QUEUED");
        assertThat(requests.expire(7, 100, TestSchema.ample())).isZero();
        schema.change("UPDATE data_request SET finished_at = '2020-01-01' WHERE kind = 'EXPORT'");
        assertThat(requests.expire(7, 100, TestSchema.ample())).isEqualTo(1);
        assertThat(exported(first)).isEmpty();
    }
}
