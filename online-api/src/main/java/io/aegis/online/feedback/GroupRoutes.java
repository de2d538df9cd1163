/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.Page;
import io.aegis.db.groups.FeedbackGroup;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.groups.GroupOrder;
import io.aegis.db.groups.GroupQueries;
import io.aegis.db.groups.NotInGroupException;
import io.aegis.db.groups.SimilarTexts;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.grouping.GroupState;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.IdText;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What says the same: texts that resemble one, groups of them, and their merging and splitting by hand. */
public final class GroupRoutes implements Routes {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_CURSOR = 128;
    /** Rows of a group that are shown with it. */
    private static final int ROWS = 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Choices<GroupOrder> ORDERS = Choices.of(GroupOrder.class, GroupOrder::label);
    private static final Choices<GroupState> STATES = Choices.of(GroupState.class, GroupState::label);

    private final GroupQueries groups;
    private final SimilarTexts similar;
    private final GroupEdits edits;
    private final FeedbackQueries feedback;
    private final CurrentOwnTopics topics;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param groups reads groups
     * @param similar finds texts
     * @param edits changes groups
     * @param feedback reads rows
     * @param topics those that operators made
     * @param ticker measures how long each may take
     */
    public GroupRoutes(
            GroupQueries groups,
            SimilarTexts similar,
            GroupEdits edits,
            FeedbackQueries feedback,
            CurrentOwnTopics topics,
            Ticker ticker) {
        this.groups = groups;
        this.similar = similar;
        this.edits = edits;
        this.feedback = feedback;
        this.topics = topics;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/feedback/{id}/similar", Access.of(Role.AGENT), this::similar)
                .get("/feedback/groups", Access.of(Role.AGENT), this::list)
                .get("/feedback/groups/{id}", Access.of(Role.AGENT), this::one)
                .post("/feedback/groups/{id}/merge", Access.of(Role.AGENT), this::merge)
                .post("/feedback/groups/{id}/split", Access.of(Role.AGENT), this::split);
    }

    private Response similar(Request request) throws DatabaseUnavailableException {
        UUID id =
                request.pathId("id").orElseThrow(() -> ProblemException.notFound("There is no feedback with this id."));
        List<SimilarTexts.Similar> found = similar.of(id, deadline())
                .orElseThrow(() -> ProblemException.notFound("There is no feedback with this id."));
        Map<UUID, StoredFeedback> rows =
                feedback.all(found.stream().map(SimilarTexts.Similar::id).toList(), deadline()).stream()
                        .collect(Collectors.toMap(StoredFeedback::id, Function.identity()));
        // Of rows that are gone since there is nothing to show.
        List<SimilarTexts.Similar> shown =
                found.stream().filter(each -> rows.containsKey(each.id())).toList();
        return Response.ok(Pages.of(
                shown,
                Optional.empty(),
                each -> json -> GroupJson.writeSimilar(
                        json, Optional.ofNullable(rows.get(each.id())), each.similarity(), topics)));
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        GroupOrder order = query.choice("order", ORDERS).orElse(GroupOrder.LARGEST);
        Optional<GroupState> state = query.choice("state", STATES);
        int limit = query.integer("limit", 1, GroupQueries.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<String> cursor = query.text("cursor", LONGEST_CURSOR);
        Optional<List<UUID>> ids = query.parsed(
                "ids", "must be up to " + GroupQueries.MAX_LIMIT + " ids with commas between", GroupRoutes::ids);
        query.refuseIfWrong();
        if (ids.isPresent()) {
            return Response.ok(Pages.of(
                    groups.all(ids.get(), deadline()), Optional.empty(), group -> GroupJson.group(group, topics)));
        }
        try {
            Page<FeedbackGroup> page = groups.list(order, state, limit, cursor, deadline());
            return Response.ok(Pages.of(page.items(), page.nextCursor(), group -> GroupJson.group(group, topics)));
        } catch (BadCursorException e) {
            throw ProblemException.invalid("cursor", "must be the next_cursor of the page before");
        }
    }

    private Response one(Request request) throws DatabaseUnavailableException {
        FeedbackGroup group = found(id(request));
        List<StoredFeedback> rows = feedback.list(
                        FeedbackFilter.ofGroup(group.id()), ROWS, Optional.empty(), deadline())
                .items();
        return Response.ok(GroupJson.detail(group, rows, topics));
    }

    private Response merge(Request request) throws DatabaseUnavailableException {
        UUID from = id(request);
        JsonBody body = request.json();
        body.require("into");
        Optional<UUID> into = body.text("into", IdText.LENGTH).flatMap(IdText::parse);
        body.refuseIfWrong();
        if (into.isEmpty() || into.get().equals(from)) {
            throw ProblemException.invalid("into", "must be the id of another group");
        }
        found(from);
        if (!edits.merge(from, into.get(), request.actor(), deadline())) {
            throw ProblemException.invalid("into", "must be the id of another group");
        }
        return Response.ok(GroupJson.group(found(into.get()), topics));
    }

    private Response split(Request request) throws DatabaseUnavailableException {
        UUID group = id(request);
        JsonBody body = request.json();
        body.require("feedback_ids");
        Optional<List<UUID>> rows = body.ids("feedback_ids", 1, GroupEdits.MOST_SPLIT);
        body.refuseIfWrong();
        try {
            GroupEdits.Split split = edits.split(group, rows.orElseThrow(), request.actor(), deadline())
                    .orElseThrow(GroupRoutes::noGroup);
            return Response.ok(GroupJson.split(shown(split.remaining()), shown(split.split()), topics));
        } catch (NotInGroupException e) {
            throw wrongRows(e.reason());
        }
    }

    private Optional<FeedbackGroup> shown(Optional<UUID> group) throws DatabaseUnavailableException {
        return group.isPresent() ? groups.get(group.get(), deadline()) : Optional.empty();
    }

    private FeedbackGroup found(UUID id) throws DatabaseUnavailableException {
        return groups.get(id, deadline()).orElseThrow(GroupRoutes::noGroup);
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private static ProblemException wrongRows(String message) {
        return ProblemException.invalid("feedback_ids", message);
    }

    private static ProblemException noGroup() {
        return ProblemException.notFound("There is no group with this id.");
    }

    private static UUID id(Request request) {
        return request.pathId("id").orElseThrow(GroupRoutes::noGroup);
    }

    private static Optional<List<UUID>> ids(String list) {
        List<Optional<UUID>> ids = List.of(list.split(",", GroupQueries.MAX_LIMIT + 1)).stream()
                .map(IdText::parse)
                .toList();
        boolean right = ids.size() <= GroupQueries.MAX_LIMIT && ids.stream().allMatch(Optional::isPresent);
        return right ? Optional.of(ids.stream().flatMap(Optional::stream).toList()) : Optional.empty();
    }
}
