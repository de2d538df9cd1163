/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.deadline.Ticker;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.learning.LabelledTexts;
import io.aegis.learning.LearnedModels;
import io.aegis.learning.LearnedTopics;
import io.aegis.learning.StaticTopics;
import io.aegis.learning.TopicModel;
import io.aegis.learning.VectorKind;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.race.LearnedLane;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What requests use of what was learned. Which model that is, is looked up every now and then, and another takes its place between
 * two requests; without one in use nothing of it stays in memory, and with one some 20 MB do. One that is not what it should be is
 * not used, which is said in the log, once. It has no thread of its own. Thread-safe.
 */
final class CurrentStaticTopics implements LearnedLane {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentStaticTopics.class);

    /** For so long at most a text that was erased is compared with. */
    private static final Duration TEXTS_KEPT = Duration.ofMinutes(10);

    private final StaticTopicsSource source;
    private final Ticker ticker;
    private volatile Held held = Held.NOTHING;

    /**
     * What was read last.
     *
     * @param id of the model; 0 for none
     * @param readAt in nanoseconds of the ticker
     * @param topics empty when the rules speak alone
     */
    private record Held(long id, long readAt, Optional<StaticTopics> topics) {

        static final Held NOTHING = new Held(0, 0, Optional.empty());
    }

    /** Nothing yet; it comes with {@link #refresh()}. */
    CurrentStaticTopics(StaticTopicsSource source, Ticker ticker) {
        this.source = source;
        this.ticker = ticker;
    }

    @Override
    public Optional<Said> judge(FeedbackText text, HeuristicAnalysis byRules) {
        return held.topics()
                .flatMap(topics -> topics.judge(text, byRules).map(verdict -> new Said(verdict, topics.version())));
    }

    /** The version that is used; empty when the rules speak alone. */
    OptionalInt version() {
        return held.topics().stream().mapToInt(StaticTopics::version).findFirst();
    }

    /** Looks which model is to be used, and reads it when it is another; what is known stays while the database does not answer. */
    synchronized void refresh() {
        try {
            Optional<StaticTopicsSource.Active> active = source.active();
            if (active.isEmpty()) {
                held = Held.NOTHING;
            } else if (active.get().id() != held.id() || outdated()) {
                held = new Held(active.get().id(), ticker.nanos(), read(active.get()));
            }
        } catch (DatabaseUnavailableException e) {
            LOG.debug("What was learned stays as it is until the database answers: {}", e.getMessage());
        }
    }

    private boolean outdated() {
        return held.topics().isPresent() && ticker.nanos() - held.readAt() > TEXTS_KEPT.toNanos();
    }

    private Optional<StaticTopics> read(StaticTopicsSource.Active active) throws DatabaseUnavailableException {
        try {
            Optional<TopicModel> model =
                    LearnedModels.read(source.model(active)).fixed();
            if (model.isEmpty()) {
                return Optional.empty();
            }
            StaticEmbedder embedder = embedder(model.get().embedder());
            LabelledTexts texts = new LabelledTexts(source.vectors(model.get().kept(), embedder), VectorKind.STATIC);
            if (active.id() != held.id()) {
                LOG.atInfo().addKeyValue("version", active.version()).log("learned topics in use in requests");
            }
            return Optional.of(new StaticTopics(active.version(), embedder, new LearnedTopics(model.get(), texts)));
        } catch (RefusedModelException e) {
            LOG.atWarn()
                    .addKeyValue("version", active.version())
                    .addKeyValue("reason", e.getMessage())
                    .log("learned topics refused; the rules speak alone");
            return Optional.empty();
        }
    }

    private StaticEmbedder embedder(String name) throws DatabaseUnavailableException, RefusedModelException {
        Optional<StaticEmbedder> known = held.topics()
                .map(StaticTopics::embedder)
                .filter(each -> each.model().equals(name));
        return known.isPresent() ? known.get() : source.embedder(name);
    }
}
