/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.settings.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database is and who connects to it.
 *
 * @param jdbcUrl the driver's address of the server and schema, without user and password
 * @param user the account's name
 * @param password the account's password; empty for none
 */
public record DatabaseSettings(String jdbcUrl, String user, String password) {

    private static final long BYTES_PER_MB = 1_000_000;

    /** The setting that holds the address. */
    public static final String URL = "DATABASE_URL";

    /** The setting that holds the address of a replica. */
    public static final String READ_URL = "DATABASE_READ_URL";

    /**
     * Reads {@code DATABASE_URL}, either {@code jdbc:mariadb://host:port/schema?options} as the driver understands it or
     * {@code mariadb://user:password@host:port/schema?options} with percent-encoding. A user comes from the account's own
     * setting, else from {@code DATABASE_USER}, else from the address; its password from the same place.
     *
     * @param environment settings by name; an empty value counts as not set
     * @throws IllegalArgumentException naming the setting that is missing or wrong, without its value
     */
    public static DatabaseSettings from(Map<String, String> environment, DatabaseAccount account) {
        DatabaseUrl url = DatabaseUrl.parse(
                URL, value(environment, URL).orElseThrow(() -> new IllegalArgumentException(URL + " is not set")));
        for (DatabaseAccount candidate : new DatabaseAccount[] {account, DatabaseAccount.ONLINE}) {
            Optional<String> user = value(environment, candidate.userSetting());
            Optional<String> password = value(environment, candidate.passwordSetting());
            if (user.isPresent()) {
                return new DatabaseSettings(url.jdbcUrl(), user.get(), password.orElse(""));
            }
            if (password.isPresent()
                    && (candidate != DatabaseAccount.ONLINE || url.user().isEmpty())) {
                throw new IllegalArgumentException(
                        candidate.passwordSetting() + " is set without " + candidate.userSetting());
            }
        }
        String user = url.user()
                .orElseThrow(() -> new IllegalArgumentException(
                        DatabaseAccount.ONLINE.userSetting() + " is not set, and " + URL + " names no user"));
        return new DatabaseSettings(
                url.jdbcUrl(),
                user,
                value(environment, DatabaseAccount.ONLINE.passwordSetting())
                        .or(url::password)
                        .orElse(""));
    }

    /** Bytes on the database's disk below which nothing is stored: {@code DATABASE_LEAST_FREE_MB}. */
    public static long leastFreeBytes(Environment environment) {
        return environment.integer("DATABASE_LEAST_FREE_MB", 50, 10_000_000).orElse(500) * BYTES_PER_MB;
    }

    /**
     * Reads the same from a process's settings. What is missing or wrong is noted there, by name.
     *
     * @return meaningful only when the environment refuses nothing afterwards
     */
    public static DatabaseSettings from(Environment environment, DatabaseAccount account) {
        if (environment.string(URL).isEmpty()) {
            environment.refuse(
                    URL,
                    "is not set; start everything with `ops/aegis up`, which brings an embedded MariaDB, or set it to"
                            + " jdbc:mariadb://host:port/database");
            return new DatabaseSettings("", "", "");
        }
        Map<String, String> values = new HashMap<>();
        for (String name : List.of(
                URL,
                account.userSetting(),
                account.passwordSetting(),
                DatabaseAccount.ONLINE.userSetting(),
                DatabaseAccount.ONLINE.passwordSetting())) {
            environment.string(name).ifPresent(value -> values.put(name, value));
        }
        try {
            return from(values, account);
        } catch (IllegalArgumentException e) {
            environment.refuse(URL, "cannot be used: " + e.getMessage());
            return new DatabaseSettings("", "", "");
        }
    }

    /**
     * Reads {@code DATABASE_READ_URL}, which takes the same forms: where a replica is asked for what may be a little old.
     * A user in that address connects with the password there, else the account is that of the primary. What is wrong is noted
     * in the environment, by name.
     *
     * @param primary whose account reads from the replica too, unless its address names one
     * @return empty without a replica
     */
    public static Optional<DatabaseSettings> replica(Environment environment, DatabaseSettings primary) {
        try {
            return environment
                    .string(READ_URL)
                    .map(value -> DatabaseUrl.parse(READ_URL, value))
                    .map(url -> url.user()
                            .map(user -> new DatabaseSettings(
                                    url.jdbcUrl(), user, url.password().orElse("")))
                            .orElseGet(() -> new DatabaseSettings(url.jdbcUrl(), primary.user(), primary.password())));
        } catch (IllegalArgumentException e) {
            environment.refuse(READ_URL, "cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** For messages: neither the password nor the address's options, which may hold others. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + jdbcUrl.split("\\?", 2)[0] + ", user " + user + "]";
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
