/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.batch.reconcile.AuditRound.Contest;
import io.aegis.db.Transactions;
import io.aegis.db.Work;
import io.aegis.db.feedback.FeedbackAudit;
import io.aegis.db.feedback.FeedbackAudit.Candidate;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An audit beside imports, which keep the database busy. */
class AuditRoundTest {

    private final SQLException locked = new SQLException("Lock wait timeout exceeded", "HY000", 1205);
    private final SQLException missing = new SQLException("no such table", "42S02", 1146);

    private final Answers answers = new Answers();
    private final AuditRound round = new AuditRound(
            new FeedbackAudit(answers, UUID::randomUUID, Clock.systemUTC()), () -> true, Ticker.system());

    /** Answers each transaction with what comes next. */
    private static final class Answers implements Transactions {

        private final Queue<Object> next = new ArrayDeque<>();

        @Override
        @SuppressWarnings("unchecked")
        public <T> T transaction(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
            Object answer = next.remove();
            if (answer instanceof SQLException refused) {
                throw new DatabaseUnavailableException("a part of a transaction failed", refused);
            }
            return (T) answer;
        }
    }

    private static Candidate candidate() {
        return new Candidate(
                UUID.randomUUID(),
                1,
                "My account is hacked",
                Instant.EPOCH,
                UUID.randomUUID(),
                new Labels(Sentiment.POSITIVE, Set.of(Topic.GENERAL), false));
    }

    private static Contest contest(Candidate candidate) {
        HeuristicAnalysis rules =
                HeuristicLane.load(Optional.empty()).analyzer().analyze(FeedbackText.of(candidate.cleanContent()));
        return new Contest(candidate, new Auditor.Objection(rules, Set.of(ReviewReason.URGENCY_WITHDRAWN)));
    }

    @Test
    void a_lock_that_is_not_to_be_had_ends_the_round_and_not_the_job() throws Exception {
        answers.next.add(locked);

        assertThat(round.read()).isNull();
        assertThat(round.read()).isNull();
        assertThat(round.summary()).isEqualTo("audited 0, reviews opened 0, stopped early as the database was busy");
    }

    @Test
    void a_row_that_somebody_else_holds_is_left_for_the_next_round() throws Exception {
        Candidate held = candidate();
        Candidate free = candidate();
        answers.next.addAll(List.of(new FeedbackAudit.Round(List.of(held, free), true), locked, true));

        assertThat(round.read()).isEqualTo(held);
        assertThat(round.read()).isEqualTo(free);
        assertThat(round.read()).isNull();
        round.contest(List.of(contest(held), contest(free)));

        assertThat(round.summary()).isEqualTo("audited 2, reviews opened 1, left for the next round 1");
    }

    @Test
    void what_would_come_again_fails() {
        answers.next.addAll(List.of(missing, missing));

        assertThatThrownBy(round::read).isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(() -> round.contest(List.of(contest(candidate()))))
                .isInstanceOf(DatabaseUnavailableException.class);
    }
}
