/* SPDX-License-Identifier: GPL-3.0-or-later */
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Issues, lists and revokes API keys. */
@Command(name = "keys", description = "API keys and their roles.", synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final StoreAccess<KeyStore> access;
    private final Ticker ticker;
    private final PrintStream out;

    KeysCommand(StoreAccess<KeyStore> access, Ticker ticker, PrintStream out) {
        this.access = access;
        this.ticker = ticker;
        this.out = out;
    }

    /** Reads a role's name. */
    static final class RoleConverter implements ITypeConverter<Role> {

        @Override
        public Role convert(String label) {
            return Role.ofLabel(label.strip())
                    .orElseThrow(() -> new TypeConversionException(
                            "no role is named '" + label + "'; there are submit, agent, scoring, admin"));
        }
    }

    /** Reads an id. */
    static final class IdConverter implements ITypeConverter<UUID> {

        @Override
        public UUID convert(String text) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException _) {
                throw new TypeConversionException("'" + text + "' is not an id as list shows it");
            }
        }
    }

    /** The names that a shell completes. */
    static final class RoleLabels implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Role.values()).map(Role::label).iterator();
        }
    }

    @Command(name = "create", description = "Make a key and show it, once.")
    void create(
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "what it is for, as lists show it")
                    String name,
            @Option(
                            names = "--roles",
                            required = true,
                            paramLabel = "ROLE",
                            split = ",",
                            converter = RoleConverter.class,
                            completionCandidates = RoleLabels.class,
                            description = "what its holder may do, between commas: ${COMPLETION-CANDIDATES}")
                    List<Role> roles)
            throws DatabaseUnavailableException {
        access.open(keys -> {
            IssuedKey key = keys.create(name, EnumSet.copyOf(roles), deadline());
            out.println("id:  " + key.id());
            out.println("key: " + key.secret());
            out.println("Keep the key: it is not stored and cannot be shown again.");
        });
    }

    @Command(name = "list", description = "Show all keys, those that were revoked too.")
    void list() throws DatabaseUnavailableException {
        access.open(keys -> {
            for (ApiKey key : keys.list(deadline())) {
                String roles = key.roles().stream().sorted().map(Role::label).collect(Collectors.joining(","));
                String state = key.revokedAt().map(at -> "revoked " + at).orElse("active");
                out.printf("%s  %s  created %s  %s  %s%n", key.id(), roles, key.createdAt(), state, key.name());
            }
        });
    }

    @Command(name = "revoke", description = "Let nobody in with this key any more.")
    void revoke(
            @Parameters(paramLabel = "ID", converter = IdConverter.class, description = "of the key, see 'keys list'")
                    UUID id)
            throws DatabaseUnavailableException {
        access.open(keys -> {
            if (!keys.revoke(id, deadline())) {
                throw new IllegalArgumentException("there is no key " + id);
            }
            out.println("revoked: " + id);
        });
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
