/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.keys.Role;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.db.topics.StoredTopics;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.Department;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.naming.GivenName;
import io.aegis.online.feedback.FeedbackJson;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /admin/topics}: the topics and departments that operators made, beside the built-in ones. {@code PUT /admin/topics}: replaces the
 * whole list, for who names the version that they saw; what would go and is in use is told first. {@code POST /admin/topics/preview}: the recent feedback that one topic
 * would newly be on; stores nothing.
 */
final class TopicRoutes implements Routes {

    static final String PATH = "/admin/topics";

    /** Sixty topics with some forty examples each. */
    private static final int MOST_BYTES = 2 << 20;

    /** One topic with all its examples. */
    private static final int MOST_BYTES_OF_ONE = 512 << 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final String NOT_COMPARED =
            "Only the rules were tried. Rows are compared with the examples by the job"
                    + " own-topics, once the topic is saved.";

    private final OwnTopicStore store;
    private final CurrentOwnTopics current;
    private final TopicReader reader;
    private final TopicPreview preview;
    private final TopicWarnings warnings;
    private final TopicUses uses;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param store keeps the list
     * @param current is told to look at once
     * @param queries read recent feedback
     * @param compiler tells what is wrong with rules
     * @param uses know what would miss a topic or department
     * @param ticker measures how long it may take
     */
    TopicRoutes(
            OwnTopicStore store,
            CurrentOwnTopics current,
            FeedbackQueries queries,
            TopicRuleCompiler compiler,
            TopicUses uses,
            Ticker ticker) {
        this.store = store;
        this.uses = uses;
        this.current = current;
        this.reader = new TopicReader(compiler);
        this.preview = new TopicPreview(queries, compiler);
        this.warnings = new TopicWarnings(compiler);
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get(PATH, Access.of(Role.ADMIN), _ -> list());
        table.on("PUT", PATH, Access.of(Role.ADMIN), Response.JSON, this::replace);
        table.post(PATH + "/preview", Access.of(Role.ADMIN), this::preview);
    }

    private Response list() throws DatabaseUnavailableException {
        return Response.ok(TopicJson.list(store.read(deadline()), warnings));
    }

    private Response replace(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        boolean force = query.bool("force").orElse(false);
        query.refuseIfWrong();
        JsonBody body = request.json(MOST_BYTES);
        body.require("version");
        Optional<Long> seen = body.integer("version", 0, Long.MAX_VALUE - 1);
        BuiltInTopics.refuseChanges(body);
        List<TopicDraft> drafts = reader.list(body);
        Optional<List<OwnDepartment>> departments = reader.departments(body);
        body.refuseIfWrong();
        StoredTopics before = store.read(deadline());
        long version = seen.orElseThrow();
        if (before.list().version() != version) {
            throw overtaken(version);
        }
        List<OwnDepartment> known = departments.orElse(before.list().departments());
        List<OwnTopic> topics = numbered(spelled(drafts, known), before);
        if (!force) {
            refuseLoss(before.list(), new OwnTopics(version + 1, topics, known));
        }
        if (store.replace(version, topics, departments, request.actor(), deadline())
                .isEmpty()) {
            throw overtaken(version);
        }
        current.refresh();
        return list();
    }

    private static ProblemException overtaken(long version) {
        return ProblemException.conflict("Somebody else has changed the topics since version " + version
                + ". Read them again, repeat your change, and send it with the version that you read.");
    }

    private void refuseLoss(OwnTopics before, OwnTopics after) throws DatabaseUnavailableException {
        List<FieldError> missing = uses.of(before, after, deadline());
        if (!missing.isEmpty()) {
            throw ProblemException.conflict(
                    "What would go is in use; see errors. Change that first, or send this again with ?force=true.",
                    missing);
        }
    }

    /** With departments spelled as these are, whatever the topics do. */
    private static List<TopicDraft> spelled(List<TopicDraft> drafts, List<OwnDepartment> departments) {
        Map<String, String> names = new HashMap<>();
        for (Department each : Department.values()) {
            names.put(GivenName.key(each.label()), each.label());
        }
        departments.forEach(each -> names.put(GivenName.key(each.name()), each.name()));
        return drafts.stream()
                .map(draft -> draft.withDepartment(
                        names.computeIfAbsent(GivenName.key(draft.department()), _ -> draft.department())))
                .toList();
    }

    private Response preview(Request request) throws DatabaseUnavailableException {
        JsonBody body = request.json(MOST_BYTES_OF_ONE);
        Optional<TopicDraft> draft = reader.topic(body);
        body.refuseIfWrong();
        OwnTopic topic = draft.orElseThrow().numbered(0);
        TopicPreview.Found found = preview.of(topic, draft.orElseThrow().number(), deadline());
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeNumberField("scanned", found.scanned());
            json.writeNumberField("matching", found.matching());
            json.writeArrayFieldStart("items");
            for (StoredFeedback row : found.shown()) {
                FeedbackJson.row(row, current).writeTo(json);
            }
            json.writeEndArray();
            json.writeBooleanField("examples_compared", false);
            json.writeStringField("note", topic.examples().isEmpty() ? null : NOT_COMPARED);
            warnings.writeTo(json, topic);
            json.writeEndObject();
        });
    }

    /** A topic keeps its number by that, by its name, or by what chooses it under another name; new ones get those that are free. */
    private static List<OwnTopic> numbered(List<TopicDraft> drafts, StoredTopics before) {
        Set<Integer> taken = new HashSet<>();
        drafts.forEach(draft -> draft.number().ifPresent(taken::add));
        List<OwnTopic> topics = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            TopicDraft draft = drafts.get(i);
            if (draft.number()
                    .filter(number -> before.list().numbered(number).isEmpty())
                    .isPresent()) {
                throw ProblemException.invalid(
                        "topics[" + i + "].number", "is no topic's; leave it out, and a new topic gets one");
            }
            int number = draft.number()
                    .or(() -> before.list()
                            .named(draft.name())
                            .map(OwnTopic::number)
                            .filter(known -> !taken.contains(known)))
                    .or(() -> renamed(draft, drafts, before.list()).filter(known -> !taken.contains(known)))
                    .orElseGet(() -> before.free(taken)
                            .orElseThrow(() -> ProblemException.conflict(
                                    "There is no room for another topic: rows still carry removed ones. The job own-topics"
                                            + " takes them off within minutes; send this again then.")));
            taken.add(number);
            topics.add(draft.numbered(number));
        }
        return topics;
    }

    /** A new name with the rules and examples of a topic whose name is gone is that topic: rows keep it. */
    private static Optional<Integer> renamed(TopicDraft draft, List<TopicDraft> drafts, OwnTopics before) {
        List<String> kept =
                drafts.stream().map(each -> GivenName.key(each.name())).toList();
        return before.topics().stream()
                .filter(topic -> !kept.contains(GivenName.key(topic.name())))
                .filter(topic -> !topic.rules().isEmpty() || !topic.examples().isEmpty())
                .filter(topic -> draft.numbered(topic.number()).choosesAs(topic))
                .map(OwnTopic::number)
                .findFirst();
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
