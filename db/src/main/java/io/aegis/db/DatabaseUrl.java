/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.HaMode;

/**
 * What {@code DATABASE_URL}, or {@code DATABASE_READ_URL}, says: an address for the driver, and a user and a password if it names them.
 *
 * @param jdbcUrl without user and password
 * @param user if any
 * @param password if any
 */
record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {

    private static final String JDBC = "jdbc:mariadb:";
    private static final String PLAIN = "mariadb://";

    /**
     * Reads either form.
     *
     * @param setting the name under which it was given
     * @throws IllegalArgumentException when it is neither, with a message that names the setting and does not repeat its value
     */
    static DatabaseUrl parse(String setting, String value) {
        try {
            DatabaseUrl url = parse(value.strip());
            url.check();
            return url;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " is not usable: " + e.getMessage(), e);
        }
    }

    private static DatabaseUrl parse(String text) {
        if (text.startsWith(JDBC)) {
            return ofJdbc(text);
        }
        if (text.startsWith(PLAIN)) {
            return ofPlain(text.substring(PLAIN.length()));
        }
        throw wrong("it starts with neither " + JDBC + "// nor " + PLAIN);
    }

    /** The driver takes a user and a password in the address over all others, so they are taken out of it. */
    private static DatabaseUrl ofJdbc(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return new DatabaseUrl(url, Optional.empty(), Optional.empty());
        }
        Optional<String> user = Optional.empty();
        Optional<String> password = Optional.empty();
        List<String> options = new ArrayList<>();
        for (String option : url.substring(query + 1).split("&", -1)) {
            if (option.startsWith("user=")) {
                user = Optional.of(option.substring("user=".length()));
            } else if (option.startsWith("password=")) {
                password = Optional.of(option.substring("password=".length()));
            } else {
                options.add(option);
            }
        }
        String rest = options.isEmpty() ? "" : "?" + String.join("&", options);
        return new DatabaseUrl(url.substring(0, query) + rest, user, password);
    }

    private static DatabaseUrl ofPlain(String rest) {
        int query = rest.indexOf('?');
        String options = query < 0 ? "" : rest.substring(query);
        String location = query < 0 ? rest : rest.substring(0, query);
        int at = location.lastIndexOf('@');
        String address = location.substring(at + 1);
        int slash = address.indexOf('/');
        if (slash < 0) {
            throw wrong("it names no database");
        }
        String jdbcUrl =
                JDBC + "//" + address.substring(0, slash + 1) + decoded(address.substring(slash + 1)) + options;
        if (at < 0) {
            return new DatabaseUrl(jdbcUrl, Optional.empty(), Optional.empty());
        }
        String[] login = location.substring(0, at).split(":", 2);
        return new DatabaseUrl(
                jdbcUrl,
                Optional.of(decoded(login[0])),
                login.length == 2 ? Optional.of(decoded(login[1])) : Optional.empty());
    }

    private void check() {
        if (!jdbcUrl.contains("//")) {
            throw wrong("it has no // before the server's name");
        }
        Configuration driver;
        try {
            driver = Configuration.parse(jdbcUrl);
        } catch (SQLException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        if (driver.haMode() != HaMode.NONE) {
            // It connects anew in the middle of a transaction when it closes a statement, and then finds nothing to
            // commit.
            throw wrong(
                    "the driver's own fail-over may lose a transaction without an error; name one address, as that of"
                            + " HAProxy, in jdbc:mariadb://");
        }
        if (driver.addresses().isEmpty()) {
            throw wrong("it names no server");
        }
        if (driver.addresses().stream().anyMatch(server -> server.port < 1 || server.port > 65_535)) {
            throw wrong("a port is a number from 1 to 65535");
        }
        if (driver.database() == null || driver.database().isEmpty()) {
            throw wrong("it names no database");
        }
    }

    /** Percent-decoding; unlike in a form, a plus is a plus. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw wrong("a percent sign in it does not begin two hexadecimal digits; write %25 for a percent sign");
        }
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(why);
    }
}
