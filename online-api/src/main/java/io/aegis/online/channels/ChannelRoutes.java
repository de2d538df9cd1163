/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.channels.ChannelKind;
import io.aegis.db.channels.ChannelStore;
import io.aegis.db.channels.StoredChannel;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.alerts.Channel;
import io.aegis.online.alerts.Delivery;
import io.aegis.online.alerts.MessageTemplate;
import io.aegis.online.alerts.PresetMessage;
import io.aegis.online.alerts.StoredChannels;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code /admin/channels}: channels that operators make. {@code PUT} and {@code DELETE} of one by its name, {@code POST .../test} sends
 * a harmless message at once and tells how that went, {@code POST .../replay} has what it did not take tried again, and
 * {@code POST /admin/channels/preview} shows what a template says.
 */
public final class ChannelRoutes implements Routes {

    static final String PATH = "/admin/channels";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final String NO_ROW = "00000000-0000-0000-0000-000000000000";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChannelStore store;
    private final Trial trial;
    private final Hosts hosts;
    private final Usage usage;
    private final ExampleLink link;
    private final Ticker ticker;

    /** Sends a message at once. */
    @FunctionalInterface
    public interface Trial {

        /**
         * Sends.
         *
         * @param payload a JSON object
         */
        Delivery send(Channel channel, String payload);
    }

    /** Knows hosts that nothing is ever sent to. */
    @FunctionalInterface
    public interface Hosts {

        /** Why a host is refused, as far as it tells by itself. */
        Optional<String> refusalOf(String host);
    }

    /** Knows who needs a channel. */
    @FunctionalInterface
    public interface Usage {

        /** The name of a rule that tells a channel something. */
        Optional<String> ruleFor(String channel, Deadline deadline) throws DatabaseUnavailableException;
    }

    /**
     * The routes.
     *
     * @param store keeps the channels
     * @param trial sends tests
     * @param hosts knows which addresses are refused
     * @param usage knows which channels must stay
     * @param link stands in messages
     * @param ticker measures how long it may take
     */
    public ChannelRoutes(ChannelStore store, Trial trial, Hosts hosts, Usage usage, ExampleLink link, Ticker ticker) {
        this.store = store;
        this.trial = trial;
        this.hosts = hosts;
        this.usage = usage;
        this.link = link;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        table.get(PATH, admin, _ -> list())
                .post(PATH + "/preview", admin, this::preview)
                .on("PUT", PATH + "/{name}", admin, Response.JSON, this::put)
                .delete(PATH + "/{name}", admin, this::delete)
                .post(PATH + "/{name}/test", admin, this::test)
                .post(PATH + "/{name}/replay", admin, this::replay);
    }

    private Response list() throws DatabaseUnavailableException {
        return Response.ok(ChannelJson.list(store.list(deadline())));
    }

    private Response put(Request request) throws DatabaseUnavailableException {
        String name = ChannelReader.name(request.pathParameter("name"));
        JsonBody body = request.json();
        StoredChannel channel = ChannelReader.read(name, body, store.find(name, deadline()), hosts);
        if (!store.put(channel, request.actor(), deadline())) {
            throw ProblemException.conflict(
                    "There are " + ChannelStore.MOST + " channels already; remove one that nobody needs.");
        }
        return list();
    }

    private Response delete(Request request) throws DatabaseUnavailableException {
        String name = request.pathParameter("name");
        usage.ruleFor(name, deadline()).ifPresent(rule -> {
            throw ProblemException.conflict("The routing rule " + rule + " tells this channel; change the rule first.");
        });
        if (!store.delete(name, request.actor(), deadline())) {
            throw notFound();
        }
        return Response.empty(204);
    }

    private Response test(Request request) throws DatabaseUnavailableException {
        StoredChannel stored = stored(request);
        Optional<Channel> channel = StoredChannels.channel(stored);
        Delivery delivery = channel.isEmpty()
                ? new Delivery.Failed("the address cannot be read any more: enter it again", Optional.empty())
                : trial.send(channel.get(), sample().toString());
        store.told(stored.name(), delivery.complaint(), deadline());
        return Response.ok(json -> {
            json.writeStartObject();
            // As of what a rule tells: what some of the targets took is delivered, and not sent again.
            json.writeBooleanField("delivered", !(delivery instanceof Delivery.Failed));
            json.writeStringField("error", delivery.complaint().orElse(null));
            json.writeStringField("hint", link.hint().orElse(null));
            json.writeEndObject();
        });
    }

    private Response replay(Request request) throws DatabaseUnavailableException {
        long replayed = store.replay(stored(request).name(), deadline());
        return Response.json(202, json -> {
            json.writeStartObject();
            json.writeNumberField("replayed", replayed);
            json.writeEndObject();
        });
    }

    private Response preview(Request request) {
        JsonBody body = request.json();
        body.require("kind");
        Optional<ChannelKind> kind = body.choice("kind", ChannelReader.KINDS);
        String template = ChannelReader.template(body);
        body.refuseIfWrong();
        Channel.Managed channel = new Channel.Managed(
                "preview",
                kind.orElseThrow(),
                URI.create("https://preview.invalid"),
                "",
                MessageTemplate.orDefault(template),
                Optional.empty());
        String message = PresetMessage.preview(channel, sample());
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("message", message);
            json.writeStringField("subject", MessageTemplate.subject(message, StoredChannel.LONGEST_TARGET));
            json.writeStringField("hint", link.hint().orElse(null));
            json.writeEndObject();
        });
    }

    /** A row that there is not. */
    private ObjectNode sample() {
        ObjectNode sample = JSON.createObjectNode()
                .put("id", NO_ROW)
                .put("text", "This is a test of the channel by Aegis. Nothing has to be done.")
                .put("sentiment", "NEUTRAL")
                .put("priority", "Low")
                .put("department", "Customer Support - Triage")
                .put("language", "en")
                .put("source", "fallback")
                .put("rule", "test")
                .put("created_at", "2026-01-01T00:00:00.000Z")
                .put("link", link.of(NO_ROW));
        sample.putArray("topics").add("General");
        sample.putArray("own_topics");
        return sample;
    }

    private StoredChannel stored(Request request) throws DatabaseUnavailableException {
        return store.find(request.pathParameter("name"), deadline()).orElseThrow(ChannelRoutes::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no channel with this name.");
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
