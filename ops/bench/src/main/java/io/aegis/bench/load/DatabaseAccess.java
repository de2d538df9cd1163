/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach the database beside the API: by the same settings that Aegis itself reads. Loopback only.
 *
 * @param url a JDBC address
 * @param user who may create a table
 * @param password of that user
 */
record DatabaseAccess(String url, String user, String password) {

    /**
     * Reads {@code DATABASE_URL}, as {@code jdbc:mariadb://host:port/db} or {@code mariadb://user:password@host:port/db}, and the
     * account: {@code DATABASE_USER_ADMIN} and {@code DATABASE_PASSWORD_ADMIN}, else the same without the suffix, else the
     * address's own.
     *
     * @throws UsageException when there is no address, or not one of a single server on this machine
     */
    static DatabaseAccess of(Map<String, String> environment) {
        String given = Optional.ofNullable(environment.get("DATABASE_URL"))
                .orElseThrow(() -> new UsageException("this needs DATABASE_URL"));
        URI uri = parsed(given.startsWith("jdbc:") ? given.substring(5) : given);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String[] own = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
        return new DatabaseAccess(
                "jdbc:mariadb://" + uri.getHost() + port + uri.getRawPath() + query,
                setting(environment, "DATABASE_USER").orElse(own[0]),
                setting(environment, "DATABASE_PASSWORD").orElse(own.length > 1 ? own[1] : ""));
    }

    private static URI parsed(String address) {
        try {
            URI uri = URI.create(address);
            if ("mariadb".equals(uri.getScheme())
                    && uri.getHost() != null
                    && InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
                return uri;
            }
        } catch (IllegalArgumentException | UnknownHostException notOne) {
            // Told below, and without the address, which may hold a password.
        }
        throw new UsageException("DATABASE_URL must be that of one MariaDB on a loopback address");
    }

    private static Optional<String> setting(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name + "_ADMIN"))
                .or(() -> Optional.ofNullable(environment.get(name)));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
