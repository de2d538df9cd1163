/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.settings.Environment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

    private static DatabaseSettings online(Map<String, String> environment) {
        return DatabaseSettings.from(environment, DatabaseAccount.ONLINE);
    }

    private static DatabaseSettings url(String url) {
        return online(Map.of("DATABASE_URL", url));
    }

    @Test
    void a_jdbc_address_is_taken_as_it_is() {
        assertThat(online(Map.of(
                        "DATABASE_URL",
                        "jdbc:mariadb://one:3307/aegis?sslMode=verify-full",
                        "DATABASE_USER",
                        "bob",
                        "DATABASE_PASSWORD",
                        "secret")))
                .isEqualTo(new DatabaseSettings("jdbc:mariadb://one:3307/aegis?sslMode=verify-full", "bob", "secret"));
    }

    @Test
    void user_and_password_are_taken_out_of_a_jdbc_address() {
        assertThat(url("jdbc:mariadb://db/aegis?user=bob&sslMode=trust&password=a%20b"))
                .isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis?sslMode=trust", "bob", "a%20b"));
        assertThat(url("jdbc:mariadb://db/aegis?user=bob"))
                .isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis", "bob", ""));
    }

    @Test
    void a_plain_address_is_percent_decoded() {
        assertThat(url("mariadb://b%40b:p%3A%2F%3F%2B+w@db.example:3310/aegis%5fx?sslMode=disable"))
                .isEqualTo(new DatabaseSettings(
                        "jdbc:mariadb://db.example:3310/aegis_x?sslMode=disable", "b@b", "p:/?++w"));
    }

    @Test
    void a_plain_address_may_leave_out_password_and_user() {
        assertThat(url("mariadb://bob@db/aegis")).isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis", "bob", ""));
        assertThat(online(Map.of("DATABASE_URL", "mariadb://db/aegis", "DATABASE_USER", "eve"))
                        .user())
                .isEqualTo("eve");
    }

    @Test
    void host_may_be_an_ipv6_address() {
        assertThat(url("mariadb://bob@[::1]:3307/aegis").jdbcUrl()).isEqualTo("jdbc:mariadb://[::1]:3307/aegis");
    }

    @Test
    void an_accounts_own_settings_win_over_the_common_ones_and_those_over_the_address() {
        Map<String, String> all = Map.of(
                "DATABASE_URL", "mariadb://url:1@db/aegis",
                "DATABASE_USER", "common",
                "DATABASE_PASSWORD", "2",
                "DATABASE_USER_ADMIN", "admin",
                "DATABASE_PASSWORD_ADMIN", "3");
        assertThat(DatabaseSettings.from(all, DatabaseAccount.ADMIN))
                .isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis", "admin", "3"));
        assertThat(DatabaseSettings.from(all, DatabaseAccount.BATCH))
                .isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis", "common", "2"));
    }

    @Test
    void a_password_beside_an_address_that_names_a_user_is_that_users() {
        assertThat(online(Map.of("DATABASE_URL", "mariadb://url:1@db/aegis", "DATABASE_PASSWORD", "2")))
                .isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis", "url", "2"));
    }

    @Test
    void a_password_without_its_user_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSettings.from(
                        Map.of("DATABASE_URL", "mariadb://url:1@db/aegis", "DATABASE_PASSWORD_ADMIN", "2"),
                        DatabaseAccount.ADMIN))
                .withMessage("DATABASE_PASSWORD_ADMIN is set without DATABASE_USER_ADMIN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> online(Map.of("DATABASE_URL", "mariadb://db/aegis", "DATABASE_PASSWORD", "2")))
                .withMessage("DATABASE_PASSWORD is set without DATABASE_USER");
    }

    @Test
    void what_is_missing_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> online(Map.of("DATABASE_URL", "")))
                .withMessage("DATABASE_URL is not set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url("mariadb://db/aegis"))
                .withMessage("DATABASE_USER is not set, and DATABASE_URL names no user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://bob:hunter2@db/aegis",
                "hunter2",
                "mariadb://bob:hunter2@db",
                "mariadb://bob:hunter2@db/",
                "mariadb://bob:hunter2@/aegis",
                "mariadb://bob:hunter2@db:x/aegis",
                "mariadb://bob:hunter2@db:99999/aegis",
                "mariadb://bob:hunter2%@db/aegis",
                "mariadb://bob:hunter2%zz@db/aegis",
                "mariadb://bob:hunter2@db/aegis?sslMode=perhaps",
                "jdbc:mariadb:bob:hunter2",
                "jdbc:mariadb://db/?user=bob&password=hunter2",
                "jdbc:mariadb://:0/aegis?user=bob&password=hunter2",
            })
    void a_wrong_address_is_refused_without_repeating_it(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(url))
                .withMessageStartingWith("DATABASE_URL is not usable: ")
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "loadbalance", "replication", "load-balance-read"})
    void the_drivers_own_fail_over_is_refused_as_it_may_lose_what_was_acknowledged(String mode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url("jdbc:mariadb:" + mode + "://one,two/aegis?user=bob"))
                .withMessageContainingAll("DATABASE_URL", "fail-over", "HAProxy");
    }

    @Property(tries = 200)
    void any_user_and_password_survive_percent_encoding(@ForAll @NotEmpty String user, @ForAll String password) {
        String login = encoded(user) + ":" + encoded(password);
        assertThat(url("mariadb://" + login + "@db/aegis"))
                .isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis", valid(user), valid(password)));
    }

    @Test
    void neither_password_nor_options_are_in_the_text() {
        assertThat(url("jdbc:mariadb://db/aegis?keyStorePassword=hunter3&user=bob&password=hunter2"))
                .hasToString("DatabaseSettings[jdbc:mariadb://db/aegis, user bob]");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Lone surrogates cannot be encoded and become question marks. */
    private static String valid(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static DatabaseSettings batch(Environment environment) {
        return DatabaseSettings.from(environment, DatabaseAccount.BATCH);
    }

    @Test
    void a_process_takes_its_accounts_settings_and_no_others(@TempDir Path directory) {
        Environment environment = Environment.of(
                Map.of(
                        "DATABASE_URL", "jdbc:mariadb://db/aegis",
                        "DATABASE_USER_BATCH", "worker",
                        "DATABASE_PASSWORD_BATCH", "1",
                        "DATABASE_USER_ADMIN", "admin"),
                directory);
        assertThat(batch(environment)).isEqualTo(new DatabaseSettings("jdbc:mariadb://db/aegis", "worker", "1"));
        environment.refuseIfWrong();
    }

    @Test
    void a_process_without_an_address_is_told_what_to_do(@TempDir Path directory) {
        Environment environment = Environment.of(Map.of(), directory);
        batch(environment);
        assertThatThrownBy(environment::refuseIfWrong).hasMessageContainingAll("DATABASE_URL", "ops/aegis up");
    }

    @Test
    void a_wrong_address_is_refused_by_name_without_its_password(@TempDir Path directory) {
        Environment environment = Environment.of(Map.of("DATABASE_URL", "postgres://bob:hunter2@db/aegis"), directory);
        batch(environment);
        assertThatThrownBy(environment::refuseIfWrong)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hunter2");
    }

    private static final DatabaseSettings PRIMARY = new DatabaseSettings("jdbc:mariadb://db/aegis", "bob", "1");

    private static Environment replicaAt(String url, Path directory) {
        return Environment.of(Map.of("DATABASE_READ_URL", url), directory);
    }

    @Test
    void a_replica_is_read_by_the_same_account_unless_its_address_names_another(@TempDir Path directory) {
        assertThat(DatabaseSettings.replica(replicaAt("jdbc:mariadb://copy/aegis", directory), PRIMARY))
                .contains(new DatabaseSettings("jdbc:mariadb://copy/aegis", "bob", "1"));
        assertThat(DatabaseSettings.replica(replicaAt("mariadb://eve:2@copy/aegis", directory), PRIMARY))
                .contains(new DatabaseSettings("jdbc:mariadb://copy/aegis", "eve", "2"));
        assertThat(DatabaseSettings.replica(replicaAt("mariadb://eve@copy/aegis", directory), PRIMARY))
                .as("never with another's password")
                .contains(new DatabaseSettings("jdbc:mariadb://copy/aegis", "eve", ""));
        assertThat(DatabaseSettings.replica(replicaAt("", directory), PRIMARY)).isEmpty();
    }

    @Test
    void a_wrong_address_of_a_replica_is_refused_by_name_without_its_password(@TempDir Path directory) {
        Environment environment = replicaAt("postgres://bob:hunter2@copy/aegis", directory);
        assertThat(DatabaseSettings.replica(environment, PRIMARY)).isEmpty();
        assertThatThrownBy(environment::refuseIfWrong)
                .hasMessageContaining("DATABASE_READ_URL")
                .hasMessageNotContaining("hunter2");
    }
}
