/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How to reach one server: its port and each account's password. Kept in {@code database.env}, which is both what
 * the applications are given and the only place that remembers.
 */
record ConnectionSettings(int port, Map<Account, String> passwords) {

    private static final Pattern PORT = Pattern.compile("jdbc:mariadb://127\\.0\\.0\\.1:(\\d{1,5})/.*");
    /** 144 bits: beyond guessing, and short enough to read out. */
    private static final int PASSWORD_BYTES = 18;

    ConnectionSettings {
        passwords = Map.copyOf(passwords);
    }

    static ConnectionSettings generate(int port, SecureRandom random) {
        Map<Account, String> passwords = new EnumMap<>(Account.class);
        for (Account account : Account.values()) {
            byte[] bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            passwords.put(account, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return new ConnectionSettings(port, passwords);
    }

    /** What the file says; empty when it is missing or not whole, for then new passwords are the cure. */
    static Optional<ConnectionSettings> read(Path file) throws IOException {
        Map<String, String> settings;
        try {
            settings = Files.readAllLines(file).stream()
                    .map(line -> line.split("=", 2))
                    .filter(parts -> parts.length == 2)
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, second) -> second));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Matcher url = PORT.matcher(settings.getOrDefault("DATABASE_URL", ""));
        Map<Account, String> passwords = new EnumMap<>(Account.class);
        for (Account account : Account.values()) {
            String password = settings.getOrDefault(account.passwordSetting(), "");
            if (!password.isEmpty()) {
                passwords.put(account, password);
            }
        }
        return url.matches() && passwords.size() == Account.values().length
                ? Optional.of(new ConnectionSettings(Integer.parseInt(url.group(1)), passwords))
                : Optional.empty();
    }

    /** Replaces the file in one step, readable by its owner only. */
    void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                draft,
                settings(EmbeddedMariaDb.SCHEMA).entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    ConnectionSettings onPort(int other) {
        return new ConnectionSettings(other, passwords);
    }

    /** Never absent: every account has one. */
    String password(Account account) {
        return passwords.getOrDefault(account, "");
    }

    /** The server speaks no TLS and listens on loopback only; asking it for TLS would cost a round trip. */
    String url(String schema) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + schema + "?sslMode=disable";
    }

    Map<String, String> settings(String schema) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("DATABASE_URL", url(schema));
        for (Account account : Account.values()) {
            settings.put(account.userSetting(), account.user());
            settings.put(account.passwordSetting(), password(account));
        }
        return settings;
    }

    /** Passwords stay out of messages. */
    @Override
    public String toString() {
        return "ConnectionSettings[port=" + port + "]";
    }
}
