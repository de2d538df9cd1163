package io.aegis.online.scoring.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelRow;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.ServiceForest;
import io.aegis.storage.DatabaseUnavailableException;
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

class ActiveModelsTest {

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
        table.rows.add(new ModelRow(
                id,
                ModelKind.ANOMALY,
                Optional.of("a"),
                (int) id,
                Instant.EPOCH,
                "{}",
                "{}",
                HexFormat.of().formatHex(artifact.sha256()),
                true,
                Optional.empty(),
                Optional.empty()));
        table.bytes.put(id, artifact.bytes());
        activeModels.refresh();
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
    void without_the_database_everything_stays_as_it_is() {
        activate(1, artifact(1));
        table.down = true;
        activeModels.refresh();
        assertThat(activeModels.service("a")).isPresent();
    }
}
