/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAccessTest {

    @Test
    void a_jdbc_address_is_taken_with_the_settings_account() {
        var account = DatabaseAccess.of(Map.of(
                "DATABASE_URL", "jdbc:mariadb://127.0.0.1:3307/aegis?sslMode=disable",
                "DATABASE_USER", "online",
                "DATABASE_PASSWORD", "secret"));

        assertThat(account)
                .isEqualTo(
                        new DatabaseAccess("jdbc:mariadb://127.0.0.1:3307/aegis?sslMode=disable", "online", "secret"));
    }

    @Test
    void the_account_that_may_create_tables_goes_first() {
        var account = DatabaseAccess.of(Map.of(
                "DATABASE_URL", "jdbc:mariadb://localhost/aegis",
                "DATABASE_USER", "online",
                "DATABASE_USER_ADMIN", "admin",
                "DATABASE_PASSWORD_ADMIN", "secret"));

        assertThat(account).isEqualTo(new DatabaseAccess("jdbc:mariadb://localhost/aegis", "admin", "secret"));
    }

    @Test
    void an_address_may_carry_its_account() {
        assertThat(DatabaseAccess.of(Map.of("DATABASE_URL", "mariadb://me:pa:ss@127.0.0.1:3306/aegis")))
                .isEqualTo(new DatabaseAccess("jdbc:mariadb://127.0.0.1:3306/aegis", "me", "pa:ss"));
        assertThat(DatabaseAccess.of(Map.of("DATABASE_URL", "mariadb://me@[::1]:3306/aegis")))
                .isEqualTo(new DatabaseAccess("jdbc:mariadb://[::1]:3306/aegis", "me", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://192.0.2.1:3306/aegis",
                "jdbc:mysql://127.0.0.1/aegis",
                "jdbc:mariadb://127.0.0.1:3306,192.0.2.1:3306/aegis",
                "mariadb://user:top secret@127.0.0.1/aegis",
                "mariadb://nowhere.invalid/aegis",
                "aegis"
            })
    void other_databases_are_refused_without_telling_their_address(String url) {
        assertThatThrownBy(() -> DatabaseAccess.of(Map.of("DATABASE_URL", url)))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void the_address_is_needed() {
        assertThatThrownBy(() -> DatabaseAccess.of(Map.of())).isInstanceOf(UsageException.class);
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(new DatabaseAccess("jdbc:mariadb://localhost/a", "u", "secret"))
                .asString()
                .doesNotContain("secret");
    }
}
