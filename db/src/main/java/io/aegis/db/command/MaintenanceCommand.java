package io.aegis.db.command;

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

/** Lists, announces and ends maintenance windows. Running processes follow within seconds. */
final class MaintenanceCommand {

    static final String USAGE = "maintenance list | maintenance add [service=PATTERN] [label.NAME=PATTERN ...] "
            + "[from=TIME] to=TIME | cron=EXPRESSION minutes=N [note=TEXT] | maintenance end ID";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String LABEL = "label.";
    private static final String BY = "ops/aegis";
    private static final String SERVICE = "service";
    private static final String MINUTES = "minutes";
    private static final List<String> NAMES = List.of(SERVICE, "from", "to", "cron", MINUTES, "note");

    private final MaintenanceStore store;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Ticker ticker;
    private final PrintStream out;

    MaintenanceCommand(
            MaintenanceStore store, Supplier<UUID> ids, InstantSource clock, Ticker ticker, PrintStream out) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
        this.out = out;
    }

    /**
     * Runs the words after {@code maintenance}.
     *
     * @throws IllegalArgumentException when they are no command, or there is no such window
     */
    void run(List<String> words) throws DatabaseUnavailableException {
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "list" -> list();
            case "add" -> add(options(words.subList(1, words.size())));
            case "end" -> end(words);
            default -> throw misused();
        }
    }

    private void list() throws DatabaseUnavailableException {
        List<MaintenanceWindow> windows = store.all(deadline());
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

    private void add(Map<String, String> options) throws DatabaseUnavailableException {
        Instant now = clock.instant();
        MaintenanceWindow window =
                new MaintenanceWindow(ids.get(), scope(options), times(options, now), note(options), BY, now);
        if (!store.add(window, deadline())) {
            throw new IllegalArgumentException("there are " + MaintenanceStore.MOST + " maintenance windows already");
        }
        out.println(window.id());
    }

    private void end(List<String> words) throws DatabaseUnavailableException {
        if (words.size() != 2) {
            throw misused();
        }
        if (!store.remove(UUID.fromString(words.get(1)), deadline())) {
            throw new IllegalArgumentException("there is no such maintenance window");
        }
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
        return new IllegalArgumentException("commands: " + USAGE);
    }
}
