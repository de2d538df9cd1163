/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.race.Arbiter;
import io.aegis.race.Submission;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /feedback}: takes a text, answers with its durable, routed analysis. */
public final class FeedbackIntake implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackIntake.class);
    private static final int LONGEST_METADATA = 128;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Arbiter arbiter;
    private final CurrentOwnTopics topics;
    private final Consumer<Duration> took;

    /**
     * An intake.
     *
     * @param arbiter answers
     * @param topics the names of those that operators made
     * @param took is told how long each answer took
     */
    public FeedbackIntake(Arbiter arbiter, CurrentOwnTopics topics, Consumer<Duration> took) {
        this.arbiter = arbiter;
        this.topics = topics;
        this.took = took;
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/feedback", Access.intake(Role.SUBMIT), this::take);
    }

    private Response take(Request request) {
        JsonBody body = request.json();
        // From here on it is our time, not the sender's.
        Deadline deadline = arbiter.deadline();
        Submission submission = submission(request, body);
        try {
            io.aegis.race.SubmissionResult response = arbiter.submit(submission, deadline);
            Duration elapsed = Duration.ofNanos(deadline.elapsedNanos());
            took.accept(elapsed);
            return Response.json(
                    response.cached() ? 200 : 201,
                    Map.of(
                            Response.CONTENT_TYPE,
                            Response.JSON,
                            "Location",
                            "/feedback/" + response.row().id(),
                            "Server-Timing",
                            ServerTiming.header(response.timings(), elapsed)),
                    FeedbackJson.answer(response.row(), topics, response.cached()));
        } catch (DatabaseUnavailableException e) {
            LOG.warn("Feedback could not be confirmed in time: {}", e.getMessage());
            throw ProblemException.unavailable(
                    "The feedback could not be stored in time. Nothing is lost by sending it again.", RETRY_AFTER);
        }
    }

    private static Submission submission(Request request, JsonBody body) {
        body.require("raw_content");
        String raw = body.text("raw_content", FeedbackText.MAX_RAW_LENGTH).orElse("");
        Metadata metadata =
                body.object("metadata").map(FeedbackIntake::metadata).orElse(Metadata.NONE);
        body.refuseIfWrong();
        return new Submission(raw, request.read(raw.length(), () -> text(raw)), metadata);
    }

    private static FeedbackText text(String raw) {
        try {
            return FeedbackText.of(raw);
        } catch (FeedbackTextException e) {
            throw ProblemException.invalid(
                    "raw_content",
                    "must have " + FeedbackText.MIN_LENGTH + " to " + FeedbackText.MAX_LENGTH
                            + " characters once markup and white space are cleaned up, but has " + e.length());
        }
    }

    private static Metadata metadata(JsonBody metadata) {
        return new Metadata(
                metadata.text("channel", LONGEST_METADATA),
                metadata.text("customer_ref", LONGEST_METADATA),
                metadata.text("external_id", LONGEST_METADATA),
                metadata.instant("occurred_at"));
    }
}
