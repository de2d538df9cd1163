/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.textretention;

import io.aegis.db.keys.Role;
import io.aegis.db.textretention.TextRetention;
import io.aegis.db.textretention.TextRetentionPreview;
import io.aegis.db.textretention.TextRetentionStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;

/**
 * {@code GET /admin/text-retention}: for how long texts are kept, by source. {@code PUT /admin/text-retention}: replaces it, for who
 * names the version that they saw. {@code POST /admin/text-retention/preview}: how many texts would go today.
 */
public final class TextRetentionRoutes implements Routes {

    private static final String PATH = "/admin/text-retention";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Two hundred sources of full length, written as escapes. */
    private static final int MOST_BYTES = 1 << 19;

    private final TextRetentionStore store;
    private final TextRetentionPreview preview;
    private final Clock clock;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param store where it is kept
     * @param preview counts texts
     * @param clock says what today is
     * @param ticker measures how long it may take
     */
    public TextRetentionRoutes(TextRetentionStore store, TextRetentionPreview preview, Clock clock, Ticker ticker) {
        this.store = store;
        this.preview = preview;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        table.get(PATH, admin, _ -> Response.ok(TextRetentionJson.kept(store.read(deadline()))))
                .on("PUT", PATH, admin, Response.JSON, this::replace)
                .post(PATH + "/preview", admin, this::preview);
    }

    private Response replace(Request request) throws DatabaseUnavailableException {
        TextRetention wanted = TextRetentionReader.wanted(request.json(MOST_BYTES));
        return Response.ok(TextRetentionJson.kept(store.replace(wanted, request.actor(), deadline())
                .orElseThrow(() -> ProblemException.conflict("Somebody else has changed it since version "
                        + wanted.version()
                        + ". Read it again, repeat your change, and send it with the version that you read."))));
    }

    private Response preview(Request request) throws DatabaseUnavailableException {
        TextRetention tried = TextRetentionReader.tried(request.json(MOST_BYTES));
        return Response.ok(TextRetentionJson.found(tried, preview.of(tried, clock.instant())));
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
