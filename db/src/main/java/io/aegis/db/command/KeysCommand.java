package io.aegis.db.command;

import io.aegis.db.keys.ApiKey;
import io.aegis.db.keys.IssuedKey;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Issues, lists and revokes API keys. */
final class KeysCommand {

    static final String USAGE =
            "keys create --name NAME --roles submit,agent,scoring,admin | keys list | keys revoke ID";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final KeyStore keys;
    private final Ticker ticker;
    private final PrintStream out;

    KeysCommand(KeyStore keys, Ticker ticker, PrintStream out) {
        this.keys = keys;
        this.ticker = ticker;
        this.out = out;
    }

    /**
     * Runs the words after {@code keys}.
     *
     * @throws IllegalArgumentException when they are no command
     */
    void run(List<String> words) throws DatabaseUnavailableException {
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "create" -> create(words);
            case "list" -> list(words);
            case "revoke" -> revoke(words);
            default -> throw misused();
        }
    }

    private void create(List<String> words) throws DatabaseUnavailableException {
        if (words.size() != 5) {
            throw misused();
        }
        IssuedKey key = keys.create(option(words, "--name"), roles(option(words, "--roles")), deadline());
        out.println("id:  " + key.id());
        out.println("key: " + key.secret());
        out.println("Keep the key: it is not stored and cannot be shown again.");
    }

    private void list(List<String> words) throws DatabaseUnavailableException {
        if (words.size() != 1) {
            throw misused();
        }
        for (ApiKey key : keys.list(deadline())) {
            String roles = key.roles().stream().sorted().map(Role::label).collect(Collectors.joining(","));
            String state = key.revokedAt().map(at -> "revoked " + at).orElse("active");
            out.printf("%s  %s  created %s  %s  %s%n", key.id(), roles, key.createdAt(), state, key.name());
        }
    }

    private void revoke(List<String> words) throws DatabaseUnavailableException {
        if (words.size() != 2) {
            throw misused();
        }
        UUID id = id(words.get(1));
        if (!keys.revoke(id, deadline())) {
            throw new IllegalArgumentException("there is no key " + id);
        }
        out.println("revoked: " + id);
    }

    private static String option(List<String> words, String name) {
        int at = words.indexOf(name);
        if (at < 0 || at == words.size() - 1) {
            throw misused();
        }
        return words.get(at + 1);
    }

    private static Set<Role> roles(String labels) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String label : labels.split(",", -1)) {
            roles.add(Role.ofLabel(label.strip())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no role is named '" + label + "'; there are submit, agent, scoring, admin")));
        }
        return roles;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("'" + text + "' is not the id of a key; see keys list");
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private static IllegalArgumentException misused() {
        return new IllegalArgumentException("commands: " + USAGE);
    }
}
