/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The logs of all services: the templates of their lines, and how many lines of each the last {@value #MOST_MINUTES} minutes had
 * that had any. Bounded: {@value #MOST_TEMPLATES} templates, and as much waiting to be stored. Thread-safe.
 */
public final class LogTemplateHistory {

    /** Templates at the most. */
    public static final int MOST_TEMPLATES = 2_000;

    /** Minutes at the most: half a day. */
    public static final int MOST_MINUTES = 720;

    private static final int MOST_PENDING = 100_000;
    private static final long MINUTE = 60;

    /** One minute while it is counted; {@code sealed} is what was made of it for a history, until it changes. */
    private static final class Count {
        private final Map<Integer, Integer> counts = new HashMap<>();
        private int lines;
        private Optional<LogMinute> sealed = Optional.empty();

        private LogMinute seal() {
            LogMinute minute = sealed.orElseGet(() -> new LogMinute(counts, lines));
            sealed = Optional.of(minute);
            return minute;
        }
    }

    /** A history that was given out, and of which state of the past. */
    private record Given(long start, long revision, LogHistory history) {}

    private final TemplateMiner miner;
    private final Map<Integer, String> keys = new HashMap<>();
    private final Map<Integer, LogTemplate> newest = new HashMap<>();
    private final TreeMap<Long, Count> minutes = new TreeMap<>();
    private final SeenLines seen = new SeenLines();
    private final Set<Integer> changed = new HashSet<>();
    private final TreeMap<Long, Count> pending = new TreeMap<>();
    private int pendingCounts;
    /** Changes whenever a minute changes that a history was made of. */
    private long revision;

    private Optional<Given> given = Optional.empty();

    /** An empty book. */
    public LogTemplateHistory() {
        this(new LogChanges(List.of(), List.of()));
    }

    /** A book that goes on from what was stored; minutes and templates beyond its bounds are left out. */
    public LogTemplateHistory(LogChanges stored) {
        List<LogTemplate> known = new ArrayList<>();
        Map<String, Integer> ids = new HashMap<>();
        for (LogChanges.Kept kept : stored.templates()) {
            if (known.size() < MOST_TEMPLATES && !ids.containsKey(kept.key())) {
                LogTemplate template = kept.template();
                int id = known.size() + 1;
                known.add(new LogTemplate(id, template.service(), template.level(), template.tokens()));
                ids.put(kept.key(), id);
                keys.put(id, kept.key());
            }
        }
        miner = new TemplateMiner(known, MOST_TEMPLATES);
        known.forEach(template -> newest.put(template.id(), template));
        for (LogChanges.Minute minute : stored.minutes()) {
            Count count = minutes.computeIfAbsent(minuteOf(minute.begin()), _ -> new Count());
            count.lines += minute.lines();
            minute.counts().forEach((key, lines) -> {
                if (ids.containsKey(key)) {
                    count.counts.merge(ids.get(key), lines, Integer::sum);
                }
            });
            forgetOldest();
        }
    }

    /** The minute that a moment lies in, counted from 1970. */
    public static long minuteOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), MINUTE);
    }

    /**
     * Learns lines; one that it has seen before, with the same time, is not counted again.
     *
     * @param counts whether they are counted too, or only their templates are looked for
     * @return the template of each, in their order
     */
    public synchronized List<LogTemplate> learn(Collection<LogEntry> lines, boolean counts) {
        SeenLines.Sending sending = seen.new Sending();
        List<LogTemplate> templates = new ArrayList<>(lines.size());
        for (LogEntry line : lines) {
            LogTemplate template = miner.learn(line);
            templates.add(template);
            if (template.id() > 0) {
                note(template);
            }
            if (counts && sending.isNew(line)) {
                count(minuteOf(line.timestamp()), template.id());
            }
        }
        return templates;
    }

    /** All templates of some services. */
    public synchronized List<LogTemplate> templates(Set<String> services) {
        return newest.values().stream()
                .filter(template -> services.contains(template.service()))
                .toList();
    }

    /** The history before a minute; empty when no minute before it is known. */
    public synchronized Optional<LogHistory> before(Instant start) {
        long minute = minuteOf(start);
        if (given.filter(last -> last.start() == minute && last.revision() == revision)
                .isEmpty()) {
            List<LogMinute> past =
                    minutes.headMap(minute).values().stream().map(Count::seal).toList();
            given = Optional.of(new Given(minute, revision, new LogHistory(past, List.of())));
        }
        return given.map(Given::history).filter(history -> history.size() > 0);
    }

    /** What was learned since the last call. */
    public synchronized LogChanges drain() {
        List<LogChanges.Kept> templates = changed.stream()
                .map(id -> new LogChanges.Kept(keys.getOrDefault(id, ""), newest.getOrDefault(id, NOTHING)))
                .toList();
        List<LogChanges.Minute> counted = new ArrayList<>();
        pending.forEach((minute, count) -> {
            Map<String, Integer> byKey = new HashMap<>();
            count.counts.forEach((id, lines) -> byKey.merge(keys.getOrDefault(id, ""), lines, Integer::sum));
            counted.add(new LogChanges.Minute(Instant.ofEpochSecond(minute * MINUTE), count.lines, byKey));
        });
        changed.clear();
        pending.clear();
        pendingCounts = 0;
        return new LogChanges(templates, counted);
    }

    private static final LogTemplate NOTHING = new LogTemplate(0, "", LogLevel.INFO, List.of());

    private void note(LogTemplate template) {
        LogTemplate before = newest.put(template.id(), template);
        if (before == null) {
            keys.put(template.id(), key(template));
        }
        if (!template.equals(before)) {
            changed.add(template.id());
        }
    }

    private void count(long minute, int template) {
        add(minutes.computeIfAbsent(minute, _ -> new Count()), template);
        forgetOldest();
        if (given.filter(last -> minute < last.start()).isPresent()) {
            revision++;
        }
        if (pendingCounts < MOST_PENDING && add(pending.computeIfAbsent(minute, _ -> new Count()), template)) {
            pendingCounts++;
        }
    }

    private static boolean add(Count count, int template) {
        count.lines++;
        count.sealed = Optional.empty();
        return template > 0 && count.counts.merge(template, 1, Integer::sum) == 1;
    }

    private void forgetOldest() {
        while (minutes.size() > MOST_MINUTES) {
            minutes.pollFirstEntry();
        }
    }

    private static String key(LogTemplate founded) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = founded.service() + '\n' + founded.level() + '\n' + String.join("\n", founded.tokens());
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
