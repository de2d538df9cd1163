/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.Department;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.RulesException;
import io.aegis.heuristic.TopicRule;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.heuristic.TopicRules;
import io.aegis.llm.AskedTopics;
import io.aegis.storage.DatabaseUnavailableException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The topics that operators made, as this process knows them. It has no thread of its own: the application calls {@link
 * #refresh()} every few seconds, and a process that never does knows of none. Thread-safe.
 */
public final class CurrentOwnTopics {

    private static final System.Logger LOG = System.getLogger(CurrentOwnTopics.class.getName());

    private final Source source;
    private final TopicRuleCompiler compiler;
    private volatile State state =
            new State(OwnTopics.NONE, TopicRules.NONE, AskedTopics.NONE, DepartmentRouting.BUILT_IN);

    private record State(OwnTopics list, TopicRules rules, AskedTopics asked, DepartmentRouting routing) {}

    /** Where the list is. */
    @FunctionalInterface
    public interface Source {

        /**
         * The list.
         *
         * @param known the version that is known
         * @return empty when the list is still of that version
         */
        Optional<OwnTopics> newerThan(long known) throws DatabaseUnavailableException;
    }

    /** None read yet. */
    public CurrentOwnTopics(Source source, TopicRuleCompiler compiler) {
        this.source = source;
        this.compiler = compiler;
    }

    /** Those of a list that nobody changes. */
    public static CurrentOwnTopics fixed(OwnTopics list) {
        CurrentOwnTopics topics = new CurrentOwnTopics(_ -> Optional.of(list), TopicRuleCompiler.load());
        topics.refresh();
        return topics;
    }

    /** Takes over the list if it has changed; what was known before stays while it cannot be read. */
    public synchronized void refresh() {
        try {
            source.newerThan(state.list().version()).ifPresent(this::take);
        } catch (DatabaseUnavailableException e) {
            LOG.log(Level.DEBUG, "Own topics are read later: {0}", e.getMessage());
        }
    }

    private void take(OwnTopics list) {
        state = new State(list, compiled(list), asked(list), list.routing());
        LOG.log(Level.INFO, "Own topics: now version {0}", Long.toString(list.version()));
    }

    private static AskedTopics asked(OwnTopics list) {
        return new AskedTopics(list.topics().stream()
                .map(topic -> new AskedTopics.Asked(topic.bit(), topic.name(), topic.description()))
                .toList());
    }

    private TopicRules compiled(OwnTopics list) {
        Map<Integer, List<TopicRule>> rules =
                list.topics().stream().collect(Collectors.toMap(OwnTopic::number, OwnTopic::rules));
        try {
            return compiler.compile(rules);
        } catch (RulesException e) {
            // They were checked when they were stored; another version of the product may have had more classes of
            // words.
            LOG.log(Level.ERROR, "The rules of own topics are not used: {0}", e.getMessage());
            return TopicRules.NONE;
        }
    }

    /** The list. */
    public OwnTopics list() {
        return state.list();
    }

    /** What an LLM is asked of them. */
    public AskedTopics asked() {
        return state.asked();
    }

    /** The names of a row's topics, as {@link OwnTopics#names} tells them. */
    public List<String> names(long bits) {
        return state.list().names(bits);
    }

    /** To which departments feedback goes. */
    public DepartmentRouting routing() {
        return state.routing();
    }

    /** The name of a row's department, as {@link DepartmentRouting#of} tells it. */
    public String department(Department builtIn, long bits) {
        return state.routing().of(builtIn, bits);
    }

    /** The topics that rules give a text, as bits: bit n is topic n. */
    public long byRules(FeedbackText text) {
        return state.rules().topicsOf(text);
    }
}
