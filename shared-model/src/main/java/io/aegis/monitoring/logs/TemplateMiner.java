/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the templates of log lines while they stream by: Drain (He, Zhu, Zheng and Lyu, "Drain: An Online Log Parsing
 * Approach with Fixed Depth Tree", ICWS 2017). A line goes down a tree of fixed depth (service, level, number of tokens, first two
 * tokens) and joins the template there that it is most like, if half its tokens are the same; else it founds a new one. What is a
 * {@link FatalSign} joins only what says the same, for its few words are not to be masked away.
 * Memory is bounded: where there is no room for a new template, lines join one that says nothing. Not thread-safe.
 */
public final class TemplateMiner {

    private static final double ALIKE = 0.5;
    private static final int MOST_IN_GROUP = 100;

    /** A leaf of the tree. */
    private record Group(
            String service, LogLevel level, int length, String first, String second, Optional<FatalSign> fatal) {}

    private final Map<Group, List<LogTemplate>> groups = new HashMap<>();
    private final int capacity;
    private int nextId = 1;
    private int size;

    /**
     * A miner that knows nothing.
     *
     * @param capacity templates that it finds at the most; beyond, one for each service and level says nothing
     */
    public TemplateMiner(int capacity) {
        this.capacity = capacity;
    }

    /**
     * A miner that goes on from templates found before.
     *
     * @param known in the order of their ids
     * @param capacity templates at the most, those included
     */
    public TemplateMiner(Collection<LogTemplate> known, int capacity) {
        this(capacity);
        for (LogTemplate template : known) {
            if (size < capacity) {
                groups.computeIfAbsent(
                                group(template.service(), template.level(), template.tokens(), FatalSign.of(template)),
                                _ -> new ArrayList<>())
                        .add(template);
                nextId = Math.max(nextId, template.id() + 1);
                size++;
            }
        }
    }

    /** The template of a line, which becomes more general if it has to, or is new. */
    public LogTemplate learn(LogEntry entry) {
        List<String> tokens = LogTokens.of(entry.message());
        Group group = group(entry.service(), entry.level(), tokens, FatalSign.of(entry));
        List<LogTemplate> templates = groups.get(group);
        int likest = templates == null ? -1 : likest(templates, tokens);
        if (templates != null && likest >= 0) {
            LogTemplate covering = templates.get(likest).covering(tokens);
            templates.set(likest, covering);
            return covering;
        }
        if (size >= capacity || (templates != null && templates.size() >= MOST_IN_GROUP)) {
            return shapeless(entry);
        }
        return found(group, tokens);
    }

    /** All templates found so far, in no order. */
    public List<LogTemplate> templates() {
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private static int likest(List<LogTemplate> templates, List<String> tokens) {
        int likest = -1;
        double most = 0;
        for (int i = 0; i < templates.size(); i++) {
            double likeness = templates.get(i).likeness(tokens);
            if (likeness >= ALIKE && likeness > most) {
                most = likeness;
                likest = i;
            }
        }
        return likest;
    }

    private LogTemplate found(Group group, List<String> tokens) {
        var template = new LogTemplate(nextId, group.service(), group.level(), tokens);
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(template);
        nextId++;
        size++;
        return template;
    }

    /** One for each service and level: {@code <*>}; of services beyond the capacity too it is made anew each time. */
    private LogTemplate shapeless(LogEntry entry) {
        List<String> tokens = List.of(Masking.WILDCARD);
        Group group = group(entry.service(), entry.level(), tokens, Optional.empty());
        List<LogTemplate> templates = groups.get(group);
        if (templates != null) {
            return templates.getFirst();
        }
        return size < 2 * capacity ? found(group, tokens) : new LogTemplate(0, entry.service(), entry.level(), tokens);
    }

    private static Group group(String service, LogLevel level, List<String> tokens, Optional<FatalSign> fatal) {
        return new Group(service, level, tokens.size(), key(tokens, 0), key(tokens, 1), fatal);
    }

    private static String key(List<String> tokens, int place) {
        if (place >= tokens.size()) {
            return "";
        }
        return tokens.get(place).contains(Masking.WILDCARD) ? Masking.WILDCARD : tokens.get(place);
    }
}
