/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.TestSchema;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelsIT {

    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00.123456Z");

    private final TestSchema schema = TestSchema.create();
    private final ModelStore store = new ModelStore(schema.database(), InstantSource.fixed(NOW));
    private final ModelQueries queries = new ModelQueries(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private int add(ModelKind kind, String service, boolean promoted) throws Exception {
        return store.add(
                new NewModel(
                        kind,
                        Optional.of(service).filter(name -> !name.isEmpty()),
                        "{\"incidents\": 7}",
                        "{\"reason\": \"why\"}",
                        new byte[32],
                        new byte[] {1, 2, 3},
                        promoted),
                TestSchema.ample());
    }

    private Optional<ModelStore.Rollback> rollback(ModelKind kind, String service) throws Exception {
        return store.rollback(kind, Optional.of(service).filter(name -> !name.isEmpty()), TestSchema.ample());
    }

    private List<Integer> active(ModelKind kind) throws Exception {
        return queries.active(TestSchema.ample()).stream()
                .filter(model -> model.kind() == kind)
                .map(ModelRow::version)
                .toList();
    }

    @Test
    void a_model_is_read_as_it_was_stored() throws Exception {
        assertThat(add(ModelKind.FAILURE, "", true)).isEqualTo(1);
        ModelRow model = queries.active(TestSchema.ample()).getFirst();
        assertThat(model.version()).isEqualTo(1);
        assertThat(model.service()).isEmpty();
        assertThat(model.createdAt()).isEqualTo(NOW);
        assertThat(model.promotedAt()).contains(NOW);
        assertThat(model.rolledBackAt()).isEmpty();
        assertThat(model.trainedOn()).contains("7");
        assertThat(model.evaluation()).contains("why");
        assertThat(ModelQueries.checksum(model)).isEqualTo(new byte[32]);
        assertThat(queries.artifact(model.id(), TestSchema.ample())).hasValue(new byte[] {1, 2, 3});
        assertThat(queries.artifact(99, TestSchema.ample())).isEmpty();
    }

    @Test
    void at_most_one_of_a_kind_and_service_is_in_use_and_versions_count_by_kind() throws Exception {
        assertThat(add(ModelKind.ANOMALY, "a", true)).isEqualTo(1);
        assertThat(add(ModelKind.ANOMALY, "b", true)).isEqualTo(2);
        assertThat(add(ModelKind.ANOMALY, "a", true)).isEqualTo(3);
        assertThat(add(ModelKind.ANOMALY, "a", false)).isEqualTo(4);
        assertThat(add(ModelKind.FAILURE, "", true)).isEqualTo(1);
        assertThat(active(ModelKind.ANOMALY)).containsExactly(3, 2);
        assertThat(active(ModelKind.FAILURE)).containsExactly(1);
        assertThatThrownBy(() -> schema.database()
                        .transaction(
                                TestSchema.ample(),
                                execute -> execute.update(
                                        "UPDATE model SET active = TRUE WHERE kind = 'ANOMALY' AND version = 1")))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void rolling_back_goes_from_version_to_version_down_to_none_and_skips_what_was_never_used() throws Exception {
        add(ModelKind.FAILURE, "", true);
        add(ModelKind.FAILURE, "", false);
        add(ModelKind.FAILURE, "", true);
        assertThat(rollback(ModelKind.FAILURE, "")).contains(new ModelStore.Rollback(3, Optional.of(1)));
        assertThat(active(ModelKind.FAILURE)).containsExactly(1);
        assertThat(rollback(ModelKind.FAILURE, "")).contains(new ModelStore.Rollback(1, Optional.empty()));
        assertThat(active(ModelKind.FAILURE)).isEmpty();
        assertThat(rollback(ModelKind.FAILURE, "")).isEmpty();
        assertThat(add(ModelKind.FAILURE, "", true)).isEqualTo(4);
        assertThat(rollback(ModelKind.FAILURE, "")).contains(new ModelStore.Rollback(4, Optional.empty()));
        assertThat(queries.newest(TestSchema.ample()).stream()
                        .filter(model -> model.rolledBackAt().isPresent())
                        .map(ModelRow::version))
                .containsExactly(4, 3, 1);
    }

    @Test
    void a_rollback_of_one_service_leaves_the_others() throws Exception {
        add(ModelKind.ANOMALY, "a", true);
        add(ModelKind.ANOMALY, "b", true);
        assertThat(rollback(ModelKind.ANOMALY, "c")).isEmpty();
        assertThat(rollback(ModelKind.ANOMALY, "a")).contains(new ModelStore.Rollback(1, Optional.empty()));
        assertThat(active(ModelKind.ANOMALY)).containsExactly(2);
    }

    @Test
    void the_oldest_go_but_never_the_one_in_use() throws Exception {
        add(ModelKind.FAILURE, "", true);
        for (int i = 0; i < ModelStore.KEPT + 3; i++) {
            add(ModelKind.FAILURE, "", false);
        }
        assertThat(queries.newest(TestSchema.ample())).hasSize(ModelStore.KEPT + 1);
        assertThat(active(ModelKind.FAILURE)).containsExactly(1);
    }
}
