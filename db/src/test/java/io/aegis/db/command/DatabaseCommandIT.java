/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseCommandIT {

    private final TestSchema schema = TestSchema.createEmpty();
    private final Map<String, String> environment = new HashMap<>(schema.environment());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        schema.close();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new Main(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void migrate_says_what_it_did() {
        assertThat(run("migrate")).isZero();
        assertThat(out()).matches("Migrations applied: [1-9]\\d*\\.\\R");
        assertThat(run("migrate")).isZero();
        assertThat(out()).isEqualTo("The schema is up to date." + System.lineSeparator());
    }

    @Test
    void keys_are_created_listed_and_revoked() {
        run("migrate");
        assertThat(run("keys", "create", "--name", "help desk", "--roles", "submit, agent"))
                .isZero();
        assertThat(out()).containsPattern("key: aegis_[0-9A-Za-z]{40}\\s");
        String id = out().lines().findFirst().orElseThrow().replace("id:  ", "");
        assertThat(run("keys", "list")).isZero();
        assertThat(out()).startsWith(id + "  submit,agent  created ").contains("  active  help desk");
        assertThat(run("keys", "revoke", id)).isZero();
        assertThat(run("keys", "list")).isZero();
        assertThat(out()).contains("  revoked 2");
    }

    @Test
    void models_are_listed_and_taken_back() throws Exception {
        run("migrate");
        assertThat(run("models", "list")).isZero();
        assertThat(out()).startsWith("No model was trained yet");
        ModelStore store = new ModelStore(schema.database(), InstantSource.system());
        for (Optional<String> service : List.of(Optional.<String>empty(), Optional.of("shop"))) {
            ModelKind kind = service.isPresent() ? ModelKind.ANOMALY : ModelKind.FAILURE;
            store.add(
                    new NewModel(kind, service, "{}", "{\"days\": 4}", new byte[32], new byte[1], true),
                    TestSchema.ample());
        }
        assertThat(run("models", "list")).isZero();
        assertThat(out()).contains("failure v1  in use", "anomaly v1  in use", "service shop", "{\"days\": 4}");
        assertThat(run("models", "rollback", "failure")).isZero();
        assertThat(out()).startsWith("version 1 is taken back; none is in use");
        assertThat(run("models", "rollback", "failure")).isEqualTo(2);
        assertThat(run("models", "rollback", "anomaly")).isEqualTo(2);
        assertThat(run("models", "rollback", "anomaly", "shop")).isZero();
        assertThat(run("models", "rollback", "feedback")).isEqualTo(2);
        assertThat(run("models", "list")).isZero();
        assertThat(out()).contains("failure v1  rolled back");
    }

    @Test
    void maintenance_windows_are_announced_listed_and_ended() {
        run("migrate");
        assertThat(run("maintenance", "list")).isZero();
        assertThat(out()).startsWith("No maintenance window is announced");
        assertThat(run("maintenance", "add", "service=cart*", "to=2999-01-01T00:00:00Z", "from=2998-12-31T00:00:00Z"))
                .isZero();
        assertThat(run("maintenance", "add", "label.pod=a-*", "cron=* * * * *", "minutes=5", "note=backup"))
                .isZero();
        String id = out().strip();
        assertThat(run("maintenance", "list")).isZero();
        assertThat(out())
                .contains("service=cart*  2998-12-31T00:00:00Z to 2999-01-01T00:00:00Z")
                .contains("label.pod=a-*  * * * * *, 5 minutes each  now, until ")
                .contains("backup");
        assertThat(run("maintenance", "end", id)).isZero();
        assertThat(run("maintenance", "end", id)).isEqualTo(2);
        assertThat(run("maintenance", "list")).isZero();
        assertThat(out()).doesNotContain(id);
    }

    @Test
    void a_key_that_is_not_there_cannot_be_revoked() {
        run("migrate");
        assertThat(run("keys", "revoke", "0199a0b0-0000-7000-8000-000000000000"))
                .isEqualTo(2);
        assertThat(err()).isEqualTo("there is no key 0199a0b0-0000-7000-8000-000000000000" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "migrate now",
                "maintenance",
                "maintenance add",
                "maintenance add to=2999-01-01T00:00:00Z",
                "maintenance add service=a",
                "maintenance add service=a to=tomorrow",
                "maintenance add service=a cron=*",
                "maintenance add service=a colour=red",
                "maintenance add service",
                "maintenance end",
                "maintenance end x",
                "keys",
                "keys burn",
                "keys list all",
                "keys create",
                "keys create --name bob --role admin",
                "keys create --roles admin --name",
                "keys create x y z --name",
                "keys create --name bob --roles king",
                "keys create --name bob --roles ",
                "keys revoke",
                "keys revoke bob",
            })
    void a_wrong_command_is_explained_in_one_line(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err().lines()).hasSize(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void a_wrong_setting_is_named() {
        environment.put("DATABASE_URL", "");
        assertThat(run("migrate")).isEqualTo(2);
        assertThat(err()).isEqualTo("DATABASE_URL is not set" + System.lineSeparator());
    }

    @Test
    void a_database_that_lets_nobody_in_is_explained_in_one_line() {
        environment.put("DATABASE_PASSWORD_ADMIN", "hunter2");
        for (String[] command : new String[][] {{"migrate"}, {"keys", "list"}}) {
            assertThat(run(command)).isEqualTo(1);
            assertThat(err().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("The database did not do it: ")
                            .contains("Access denied")
                            .doesNotContain("hunter2"));
        }
    }
}
