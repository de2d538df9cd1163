/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.circuit.CircuitSnapshot;
import io.aegis.db.usage.ProviderShares;
import io.aegis.db.usage.SharedBudget;
import io.aegis.db.usage.UsageRecorder;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import io.aegis.llm.LlmAnalyzer;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmFailure;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The LLM lane of the batch application, shared by all that heal within the process. Thread-safe. */
final class HealingLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealingLane.class);

    /** Until somebody raises the budget, or the day is over: either way not within this run. */
    private static final Duration FOR_LONG = Duration.ofDays(1);

    /** As long as the others' calls may take that are under way. */
    private static final Duration FOR_A_MOMENT = Duration.ofSeconds(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final LlmAnalyzer llm;
    private final UsageRecorder usage;
    private final SharedBudget budget;
    private final ProviderShares shares;
    private final OptionalInt callsPerMinute;
    private final Ticker ticker;
    private int drawn;

    /**
     * A lane.
     *
     * @param shares what all processes share about each provider
     * @param callsPerMinute how many calls all processes may make in a minute, by each provider; empty for any number
     */
    HealingLane(
            LlmAnalyzer llm,
            UsageRecorder usage,
            SharedBudget budget,
            ProviderShares shares,
            OptionalInt callsPerMinute,
            Ticker ticker) {
        this.llm = llm;
        this.usage = usage;
        this.budget = budget;
        this.shares = shares;
        this.callsPerMinute = callsPerMinute;
        this.ticker = ticker;
    }

    /** Whether there is any LLM to ask. */
    boolean exists() {
        return !llm.circuits().isEmpty();
    }

    /** How many LLMs may be asked one after the other in one call. */
    int providers() {
        return llm.circuits().size();
    }

    /** Starts a call, if one can be made now. */
    Optional<LlmCall> begin(FeedbackText text) {
        return llm.begin(text);
    }

    /** Lets the next call through to providers that are left alone at present. */
    void allowProbes() {
        llm.allowProbes();
    }

    /** Takes over what all processes have spent today, and tells them what this one has. */
    void settle() {
        try {
            usage.flush();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("LLM usage is kept until the database takes it: {}", e.getMessage());
        }
        budget.refresh();
        try {
            shareBlocks();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("whom to leave alone is shared later: {}", e.getMessage());
        }
    }

    /** A provider that told one process when to come back has told all. */
    private void shareBlocks() throws DatabaseUnavailableException {
        for (Map.Entry<String, CircuitSnapshot<LlmFailure>> circuit :
                llm.circuits().entrySet()) {
            CircuitSnapshot<LlmFailure> snapshot = circuit.getValue();
            if (snapshot.reason().equals(Optional.of(LlmFailure.RATE_LIMIT))
                    && snapshot.untilProbe().isPositive()) {
                shares.block(circuit.getKey(), snapshot.untilProbe(), deadline());
            }
        }
        shares.blocked(deadline()).forEach(llm::leaveAlone);
    }

    /**
     * Draws calls from what all processes share, for the provider that is asked first at present.
     *
     * @param most how many are wanted
     * @return how many may be made
     */
    synchronized int draw(int most) throws DatabaseUnavailableException {
        if (callsPerMinute.isEmpty()) {
            return most;
        }
        Optional<String> asked = llm.circuits().entrySet().stream()
                .filter(circuit -> passes(circuit.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
        if (drawn < most && asked.isPresent()) {
            drawn += shares.draw(asked.get(), most - drawn, callsPerMinute.getAsInt(), deadline());
        }
        int given = Math.min(drawn, most);
        drawn -= given;
        return given;
    }

    /** Puts calls back that were drawn and not made, for this process to make next. */
    synchronized void putBack(int calls) {
        drawn += callsPerMinute.isEmpty() ? 0 : calls;
    }

    /** How long it takes until there is a call to be drawn again. */
    Duration untilNextCall() {
        return Duration.ofMinutes(1).dividedBy(callsPerMinute.orElse(1));
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    /** What keeps calls from being made, if anything does. */
    Optional<LlmObstacle> obstacle() {
        if (llm.budget().exhausted()) {
            return Optional.of(new LlmObstacle("the daily budget for LLM calls is spent", FOR_LONG));
        }
        Map<String, CircuitSnapshot<LlmFailure>> circuits = llm.circuits();
        if (circuits.values().stream().anyMatch(HealingLane::passes)) {
            return Optional.empty();
        }
        Duration pause = circuits.values().stream()
                .map(HealingLane::pause)
                .min(Comparator.naturalOrder())
                .orElse(FOR_LONG);
        String which = circuits.entrySet().stream()
                .map(circuit -> describe(circuit.getKey(), circuit.getValue()))
                .collect(Collectors.joining("; "));
        return Optional.of(new LlmObstacle("the circuit is open: " + which, pause));
    }

    private static boolean passes(CircuitSnapshot<LlmFailure> circuit) {
        return switch (circuit.state()) {
            case CLOSED -> true;
            case HALF_OPEN -> false;
            case OPEN -> circuit.untilProbe().isZero();
        };
    }

    private static Duration pause(CircuitSnapshot<LlmFailure> circuit) {
        return circuit.state() == CircuitSnapshot.State.OPEN ? circuit.untilProbe() : FOR_A_MOMENT;
    }

    private static String describe(String provider, CircuitSnapshot<LlmFailure> circuit) {
        String why = circuit.reason()
                .map(LlmFailure::name)
                .orElse("UNKNOWN")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        long seconds = pause(circuit).plusMillis(999).toSeconds();
        return provider + " (" + why + ", next try in " + seconds + " s)";
    }

    /** Ends calls under way, and hands on what they cost. */
    @Override
    public void close() {
        llm.close();
        settle();
    }
}
