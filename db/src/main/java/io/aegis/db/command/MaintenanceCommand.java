/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import io.aegis.db.audit.Actor;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.maintenance.CronMinutes;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists, announces and ends maintenance windows. Running processes follow within seconds. */
@Command(name = "maintenance", description = "Times in which nothing alerts.", synopsisSubcommandLabel = "COMMAND")
final class MaintenanceCommand {

    private static final String USAGE = "maintenance add [service=PATTERN] [label.NAME=PATTERN ...] "
            + "[from=TIME] to=TIME | cron=EXPRESSION minutes=N [note=TEXT]";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String LABEL = "label.";
    private static final String BY = "ops/aegis";
    private static final String SERVICE = "service";
    private static final String MINUTES = "minutes";
    private static final List<String> NAMES = List.of(SERVICE, "from", "to", "cron", MINUTES, "note");

    private final StoreAccess<MaintenanceStore> access;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Ticker ticker;
    private final PrintStream out;

    MaintenanceCommand(
            StoreAccess<MaintenanceStore> access,
            Supplier<UUID> ids,
            InstantSource clock,
            Ticker ticker,
            PrintStream out) {
        this.access = access;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
        this.out = out;
    }

    @Command(name = "list", description = "Show all windows that are announced.")
    void list() throws DatabaseUnavailableException {
        access.open(store -> show(store.all(deadline())));
    }

    private void show(List<MaintenanceWindow> windows) {
        if (windows.isEmpty()) {
            out.println("No maintenance window is announced.");
        }
        Instant now = clock.instant();
        for (MaintenanceWindow window : windows) {
            out.printf(
                    "%s  %s  %s%s%s%n",
                    window.id(),
                    scope(window.scope()),
                    times(window.times()),
                    window.times().until(now).map(end -> "  now, until " + end).orElse(""),
                    window.note().map(note -> "  " + note).orElse(""));
        }
    }

    @Command(name = "add", description = "Announce a window; its id is printed.")
    void add(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "NAME=VALUE",
                            description = "service=PATTERN, label.NAME=PATTERN, from=TIME, to=TIME,"
                                    + " cron=EXPRESSION with minutes=N, note=TEXT")
                    List<String> words)
            throws DatabaseUnavailableException {
        Map<String, String> options = options(words);
        Instant now = clock.instant();
        MaintenanceWindow window =
                new MaintenanceWindow(ids.get(), scope(options), times(options, now), note(options), BY, now);
        access.open(store -> {
            if (!store.add(window, Actor.COMMAND, deadline())) {
                throw new IllegalArgumentException(
                        "there are " + MaintenanceStore.MOST + " maintenance windows already");
            }
        });
        out.println(window.id());
    }

    @Command(name = "end", description = "End a window.")
    void end(
            @Parameters(paramLabel = "ID", description = "as list shows it", converter = KeysCommand.IdConverter.class)
                    UUID id)
            throws DatabaseUnavailableException {
        access.open(store -> {
            if (!store.remove(id, Actor.COMMAND, deadline())) {
                throw new IllegalArgumentException("there is no such maintenance window");
            }
        });
        out.println("Ended.");
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !(NAMES.contains(name) || name.startsWith(LABEL))) {
                throw misused();
            }
            options.put(name, word.substring(equals + 1));
        }
        return options;
    }

    private static MaintenanceScope scope(Map<String, String> options) {
        SortedMap<String, NamePattern> labels = new TreeMap<>();
        options.forEach((name, value) -> {
            if (name.startsWith(LABEL)) {
                labels.put(name.substring(LABEL.length()), new NamePattern(value));
            }
        });
        return new MaintenanceScope(Optional.ofNullable(options.get(SERVICE)).map(NamePattern::new), labels);
    }

    private static MaintenanceTimes times(Map<String, String> options, Instant now) {
        Optional<String> cron = Optional.ofNullable(options.get("cron"));
        Optional<String> to = Optional.ofNullable(options.get("to"));
        if (cron.isPresent() == to.isPresent() || (cron.isPresent() && !options.containsKey(MINUTES))) {
            throw misused();
        }
        try {
            return cron.isPresent()
                    ? new MaintenanceTimes.Repeated(
                            CronMinutes.parse(cron.get()),
                            Duration.ofMinutes(Integer.parseInt(options.getOrDefault(MINUTES, ""))))
                    : new MaintenanceTimes.Once(
                            Optional.ofNullable(options.get("from"))
                                    .map(Instant::parse)
                                    .orElse(now),
                            Instant.parse(to.orElseThrow()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("times are written as 2026-12-01T04:00:00Z", e);
        }
    }

    private static Optional<String> note(Map<String, String> options) {
        Optional<String> note = Optional.ofNullable(options.get("note"));
        if (note.filter(text -> text.length() > MaintenanceWindow.MAX_NOTE).isPresent()) {
            throw new IllegalArgumentException("a note has up to " + MaintenanceWindow.MAX_NOTE + " characters");
        }
        return note;
    }

    private static String scope(MaintenanceScope scope) {
        StringBuilder text = new StringBuilder();
        scope.service().ifPresent(service -> text.append(SERVICE).append('=').append(service.text()));
        scope.labels()
                .forEach((name, pattern) -> text.append(text.isEmpty() ? "" : " ")
                        .append(LABEL)
                        .append(name)
                        .append('=')
                        .append(pattern.text()));
        return text.toString();
    }

    private static String times(MaintenanceTimes times) {
        return switch (times) {
            case MaintenanceTimes.Once once -> once.from() + " to " + once.to();
            case MaintenanceTimes.Repeated repeated ->
                repeated.cron() + ", " + repeated.length().toMinutes() + " minutes each";
        };
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private static IllegalArgumentException misused() {
        return new IllegalArgumentException(USAGE);
    }
}
