/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.db.models.TrainingData;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.model.FailureForest;
import io.aegis.monitoring.model.LabelledIncident;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.ServiceForest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Import and training as operators see them: asked for in the database, done by the whole application. */
class TrainingJobsIT {

    @TempDir
    private Path folder;

    private TestDatabase database;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.create();
        Files.createDirectories(folder.resolve("allowed"));
        Map<String, String> settings = new HashMap<>(
                Map.of("INCIDENT_IMPORT_DIR", folder.resolve("allowed").toString()));
        application = database.start(settings);
    }

    @AfterEach
    void close() {
        application.close();
        database.close();
    }

    private String run(String job, Map<String, Object> parameters) throws Exception {
        return Runs.run(database, job, parameters);
    }

    private String imported(String name) throws Exception {
        return run("incident-import", Map.of("folder", name, "format", "plain"));
    }

    private List<ModelRow> models(ModelKind kind) throws Exception {
        return new ModelQueries(database.database())
                .newest(TestDatabase.ample()).stream()
                        .filter(model -> model.kind() == kind)
                        .toList();
    }

    private ModelArtifact artifact(ModelRow model) throws Exception {
        byte[] bytes = new ModelQueries(database.database())
                .artifact(model.id(), TestDatabase.ample())
                .orElseThrow();
        return new ModelArtifact(bytes, ModelQueries.checksum(model));
    }

    @Test
    void without_labelled_incidents_nothing_is_trained_and_it_says_so() throws Exception {
        assertThat(run("failure-train", Map.of()))
                .isEqualTo("COMPLETED: not enough to learn from: 0 labelled incidents of 0 kinds; 6 of 2 kinds are"
                        + " needed. The rules go on alone");
        assertThat(run("anomaly-train", Map.of())).startsWith("COMPLETED: 0 models trained, 0 of them used");
        assertThat(database.number("SELECT COUNT(*) FROM model")).isZero();
    }

    @Test
    void incidents_of_several_days_are_imported_trained_on_and_used_where_the_rules_are_wrong() throws Exception {
        int failures = 0;
        for (int day = 1; day <= 3; day++) {
            failures += Recordings.write(folder.resolve("allowed/day" + day), "2026-03-0" + day, day, false);
            assertThat(imported("day" + day))
                    .isEqualTo("COMPLETED: 1 recordings: 4860 samples, 0 lines counted, 14 incidents");
        }
        assertThat(failures).isEqualTo(42);
        assertThat(database.number("SELECT COUNT(*) FROM incident WHERE features IS NOT NULL"))
                .isEqualTo(42);
        assertThat(database.number("SELECT COUNT(*) FROM metric_sample")).isEqualTo(3 * 4860);

        String said = run("failure-train", Map.of());
        ModelRow model = models(ModelKind.FAILURE).getFirst();
        assertThat(said).startsWith("COMPLETED: version 1, trained on 42 incidents, is used: on 3 days left out");
        assertThat(model.active()).as(model.evaluation()).isTrue();
        assertThat(FailureForest.read(artifact(model)).incidents()).isEqualTo(42);
        assertThat(run("failure-train", Map.of())).isEqualTo("COMPLETED: nothing new was learned since version 1");

        assertThat(run("anomaly-train", Map.of())).startsWith("COMPLETED: 3 models trained");
        assertThat(models(ModelKind.ANOMALY)).hasSize(3).allSatisfy(service -> {
            assertThat(ServiceForest.read(artifact(service)).width()).isEqualTo(3);
            assertThat(service.evaluation()).contains("average_precision", "\"reason\"");
        });
    }

    @Test
    void where_the_rules_are_right_already_the_model_is_stored_but_not_used() throws Exception {
        for (int day = 1; day <= 2; day++) {
            Recordings.write(folder.resolve("allowed/day" + day), "2026-03-0" + day, day, true);
            assertThat(imported("day" + day))
                    .isEqualTo("COMPLETED: 1 recordings: 4860 samples, 1620 lines counted, 14 incidents");
        }
        assertThat(database.number("SELECT SUM(total) FROM log_minute")).isEqualTo(2 * 1620);
        assertThat(run("failure-train", Map.of()))
                .isEqualTo("COMPLETED: version 1, trained on 28 incidents, is not used: on 2 days left out it names 28"
                        + " of 28 incidents, the rules 28");
        assertThat(models(ModelKind.FAILURE)).singleElement().satisfies(model -> {
            assertThat(model.active()).isFalse();
            assertThat(model.evaluation()).contains("\"promoted\":false", "\"model_with_rules\":1.0");
        });
    }

    @Test
    void a_model_that_names_fewer_than_the_rules_since_it_was_trained_is_retired() throws Exception {
        for (int day = 1; day <= 2; day++) {
            Recordings.write(folder.resolve("allowed/day" + day), "2026-03-0" + day, day, true);
            imported("day" + day);
        }
        // Learned in a winter in which everything was called by the other's name.
        List<LabelledIncident> winter = new TrainingData(database.database())
                .incidents(TestDatabase.ample()).stream()
                        .flatMap(incident -> Collections.nCopies(
                                4,
                                new LabelledIncident(
                                        incident.at(),
                                        incident.type() == FailureType.NETWORK_DELAY
                                                ? FailureType.CPU_SATURATION
                                                : FailureType.NETWORK_DELAY,
                                        incident.rules(),
                                        incident.features()))
                                .stream())
                        .toList();
        ModelArtifact old = FailureForest.train(winter).artifact();
        new ModelStore(database.database(), Clock.systemUTC())
                .add(
                        new NewModel(
                                ModelKind.FAILURE,
                                Optional.empty(),
                                "{\"to\":\"2026-02-01T00:00:00Z\"}",
                                "{\"promoted\":true}",
                                old.sha256(),
                                old.bytes(),
                                true),
                        TestDatabase.ample());

        assertThat(run("failure-train", Map.of())).contains("is not used").endsWith("is retired");

        assertThat(models(ModelKind.FAILURE))
                .hasSize(2)
                .noneMatch(ModelRow::active)
                .anySatisfy(model -> assertThat(model.evaluation())
                        .contains("of 28 incidents since it was trained it names", "the rules 28"));
    }

    @Test
    void the_same_lines_in_another_folder_are_not_counted_again() throws Exception {
        Recordings.write(folder.resolve("allowed/one"), "2026-03-01", 1, true);
        Recordings.write(folder.resolve("allowed/other"), "2026-03-01", 1, true);
        imported("one");
        String before =
                database.value("SELECT CONCAT(SUM(total), '/', (SELECT SUM(seen) FROM log_count)) FROM log_minute");
        assertThat(imported("other")).isEqualTo("COMPLETED: 1 recordings: 4860 samples, 0 lines counted, 14 incidents");
        assertThat(database.value("SELECT CONCAT(SUM(total), '/', (SELECT SUM(seen) FROM log_count)) FROM log_minute"))
                .isEqualTo(before);
        assertThat(database.number("SELECT COUNT(*) FROM metric_sample")).isEqualTo(4860);
        assertThat(database.number("SELECT COUNT(*) FROM incident")).isEqualTo(14);
    }

    @Test
    void an_import_that_failed_half_way_goes_on_to_the_same_end() throws Exception {
        Recordings.write(folder.resolve("allowed/day"), "2026-03-01", 1, true);
        database.change("CREATE TRIGGER broken BEFORE INSERT ON incident FOR EACH ROW"
                + " IF NEW.started_at > '2026-03-01 05:00:00' THEN SIGNAL SQLSTATE '45000'; END IF");
        assertThat(imported("day")).startsWith("FAILED");
        assertThat(database.number("SELECT COUNT(*) FROM incident")).isBetween(1L, 13L);
        database.change("DROP TRIGGER broken");
        assertThat(imported("day")).startsWith("COMPLETED: 1 recordings: 4860 samples");
        assertThat(database.number("SELECT COUNT(*) FROM incident")).isEqualTo(14);
        assertThat(database.number("SELECT SUM(total) FROM log_minute")).isEqualTo(1620);
        assertThat(database.number("SELECT SUM(seen) FROM log_count")).isEqualTo(1620);
    }

    @Test
    void a_folder_outside_of_the_allowed_one_is_refused_also_through_a_link() throws Exception {
        Recordings.write(folder.resolve("secret"), "2026-03-01", 1, true);
        Files.createSymbolicLink(folder.resolve("allowed/link"), folder.resolve("secret"));
        for (String name : List.of("../secret", folder.resolve("secret").toString(), "link", "nothing")) {
            assertThat(imported(name))
                    .as(name)
                    .startsWith("FAILED")
                    .contains("no such folder under INCIDENT_IMPORT_DIR");
        }
        assertThat(database.number("SELECT COUNT(*) FROM metric_sample")).isZero();
    }

    @Test
    void a_file_that_is_not_as_it_should_be_is_told_with_its_line() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("allowed/broken"));
        Files.writeString(
                broken.resolve("metrics.csv"),
                "timestamp,service,metric_type,value\n2026-03-01T00:00:00Z,a,cpu_usage,1\n2026-03-01,a,cpu_usage,1\n");
        assertThat(imported("broken")).startsWith("FAILED").contains("metrics.csv, line 3");
    }
}
