/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelRow;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.ServiceForest;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActiveModelsTest {

    @TempDir
    private Path folder;

    private final Table table = new Table();
    private final ActiveModels activeModels = new ActiveModels(table);

    /** Stands for the table of models. */
    private static final class Table implements ModelSource {

        private final List<ModelRow> rows = new ArrayList<>();
        private final Map<Long, byte[]> bytes = new HashMap<>();
        private boolean down;
        private int reads;

        @Override
        public List<ModelRow> active() throws DatabaseUnavailableException {
            if (down) {
                throw new DatabaseUnavailableException("down");
            }
            return List.copyOf(rows);
        }

        @Override
        public Optional<byte[]> artifact(long id) {
            reads++;
            return Optional.ofNullable(bytes.get(id));
        }
    }

    private static ModelArtifact artifact(long seed) {
        Random random = new Random(seed);
        List<double[]> values = IntStream.range(0, 50)
                .mapToObj(_ -> new double[] {random.nextGaussian()})
                .toList();
        return ServiceForest.train(List.of(Series.of(MetricType.CPU_USAGE, Map.of("service", "a"))), values)
                .artifact();
    }

    private void activate(long id, ModelArtifact artifact) {
        table.rows.clear();
        add(id, ModelKind.ANOMALY, Optional.of("a"), artifact);
        activeModels.refresh();
    }

    private void add(long id, ModelKind kind, Optional<String> service, ModelArtifact artifact) {
        table.rows.add(new ModelRow(
                id,
                kind,
                service,
                (int) id,
                Instant.EPOCH,
                "{}",
                "{}",
                HexFormat.of().formatHex(artifact.sha256()),
                true,
                Optional.empty(),
                Optional.empty()));
        table.bytes.put(id, artifact.bytes());
    }

    @Test
    void another_model_takes_the_place_of_the_one_before_and_is_read_once() {
        assertThat(activeModels.service("a")).isEmpty();
        activate(1, artifact(1));
        activeModels.refresh();
        assertThat(activeModels.service("a").map(ActiveModels.OfService::name)).contains("anomaly-weka v1");
        assertThat(table.reads).isEqualTo(1);
        activate(2, artifact(2));
        assertThat(activeModels.active()).containsExactly("anomaly-weka v2");
        assertThat(activeModels.service("b")).isEmpty();
        table.rows.clear();
        activeModels.refresh();
        assertThat(activeModels.service("a")).isEmpty();
    }

    @Test
    void one_that_was_tampered_with_is_refused_once_and_the_one_before_goes_on() {
        activate(1, artifact(1));
        ModelArtifact good = artifact(2);
        byte[] bytes = good.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        activate(2, new ModelArtifact(bytes, good.sha256()));
        activeModels.refresh();
        assertThat(activeModels.service("a").map(ActiveModels.OfService::name)).contains("anomaly-weka v1");
        assertThat(activeModels.refused()).isEqualTo(1);
        assertThat(table.reads).isEqualTo(2);
        activate(3, good);
        assertThat(activeModels.active()).containsExactly("anomaly-weka v3");
    }

    @Test
    void a_first_one_that_is_refused_leaves_what_needs_no_training() {
        ModelArtifact good = artifact(1);
        activate(1, new ModelArtifact(new byte[] {1}, good.sha256()));
        assertThat(activeModels.service("a")).isEmpty();
        assertThat(activeModels.active()).isEmpty();
        assertThat(activeModels.types().name()).isEmpty();
    }

    @Test
    void what_only_jobs_use_is_not_read() {
        activate(1, artifact(1));
        add(2, ModelKind.FEEDBACK, Optional.empty(), artifact(2));
        activeModels.refresh();
        assertThat(activeModels.active()).containsExactly("anomaly-weka v1");
        assertThat(table.reads).isEqualTo(1);
        assertThat(activeModels.loaded()).isTrue();
    }

    @Test
    void without_the_database_everything_stays_as_it_is() {
        activate(1, artifact(1));
        table.down = true;
        activeModels.refresh();
        assertThat(activeModels.service("a")).isPresent();
    }

    @Test
    void of_more_services_than_there_is_room_for_the_first_named_have_their_models_and_other_kinds_do_not_count()
            throws Exception {
        ModelArtifact artifact = artifact(1);
        for (int i = 0; i < ActiveModels.MOST_SERVICES + 3; i++) {
            add(100 + i, ModelKind.ANOMALY, Optional.of("s" + i), artifact);
        }
        add(1, ModelKind.FAILURE, Optional.empty(), ForestWriter.elsewhere(FailureType.CPU_SATURATION, folder));
        activeModels.refresh();
        for (int i = 0; i < ActiveModels.MOST_SERVICES + 3; i++) {
            assertThat(activeModels.service("s" + i).isPresent())
                    .as("s%d", i)
                    .isEqualTo(i < ActiveModels.MOST_SERVICES);
        }
        assertThat(activeModels.types().name()).contains("failure-weka v1");
        assertThat(activeModels.active())
                .hasSize(ActiveModels.MOST_SERVICES + 1)
                .isSorted();
        assertThat(table.reads).isEqualTo(ActiveModels.MOST_SERVICES + 1);
        assertThat(activeModels.loaded()).isTrue();
    }

    @Test
    void models_are_loaded_when_all_that_are_to_be_used_are() {
        table.down = true;
        activeModels.refresh();
        assertThat(activeModels.loaded())
                .as("nobody knows which are to be used")
                .isFalse();
        table.down = false;
        activeModels.refresh();
        assertThat(activeModels.loaded()).as("there is none to be used").isTrue();
        activate(1, artifact(1));
        assertThat(activeModels.loaded()).isTrue();

        ModelArtifact good = artifact(2);
        activate(2, new ModelArtifact(new byte[] {1}, good.sha256()));
        assertThat(activeModels.loaded()).as("the one before goes on").isFalse();
        activeModels.refresh();
        assertThat(activeModels.loaded()).isFalse();
        table.down = true;
        activeModels.refresh();
        assertThat(activeModels.loaded()).isFalse();
        table.down = false;
        activate(3, good);
        assertThat(activeModels.loaded()).isTrue();
        table.down = true;
        activeModels.refresh();
        assertThat(activeModels.loaded()).as("it still is in use").isTrue();
    }

    @Test
    void a_model_whose_bytes_are_gone_is_refused() {
        ModelArtifact artifact = artifact(1);
        table.rows.clear();
        add(1, ModelKind.ANOMALY, Optional.of("a"), artifact);
        table.bytes.clear();
        activeModels.refresh();
        assertThat(activeModels.refused()).isEqualTo(1);
        assertThat(activeModels.service("a")).isEmpty();
        assertThat(activeModels.loaded()).isFalse();
    }
}
