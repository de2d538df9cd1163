/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import io.aegis.db.channels.ChannelKind;
import io.aegis.db.channels.StoredChannel;
import io.aegis.db.outbox.Alerts;
import io.aegis.online.alerts.MailAddresses;
import io.aegis.online.alerts.MessageTemplate;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.problem.ProblemException;
import io.aegis.settings.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a channel out of a request, with the checks that its kind asks for. Immutable. */
final class ChannelReader {

    static final Choices<ChannelKind> KINDS = Choices.of(ChannelKind.class, ChannelKind::label);

    private static final String ADDRESS = "address";
    private static final String TARGET = "target";
    private static final String SECRET = "secret";
    private static final String TEMPLATE = "template";
    private static final String BURSTS = "bursts";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");
    private static final Pattern USER_AND_TOKEN = Pattern.compile("[^:\\p{Cntrl}]+:[^\\p{Cntrl}]+");
    private static final int LAST_PORT = 65_535;
    private static final Pattern PROJECT = Pattern.compile("[A-Z][A-Z0-9_]{1,30}");
    private static final Set<String> RESERVED = Set.of(Alerts.DISCORD, Alerts.WEBHOOK, Alerts.ALERTMANAGER);
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> MAIL = Set.of("smtp", "smtps");

    private ChannelReader() {}

    /**
     * The name in a path.
     *
     * @throws ProblemException 422 when no channel can have it
     */
    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw ProblemException.invalid(
                    "name", "must have 1 to 32 characters a-z, 0-9, dot, hyphen or underscore, the first a-z or 0-9");
        }
        if (RESERVED.contains(text)) {
            throw ProblemException.invalid("name", "is the name of a channel of the settings");
        }
        return text;
    }

    /**
     * The channel that a request describes. A secret that was stored stays only while kind and address stay, so that it cannot be
     * had by sending it elsewhere.
     *
     * @param before the channel as it is
     * @param policy knows hosts that nothing is sent to
     * @throws ProblemException 422 with everything that is wrong
     */
    static StoredChannel read(String name, JsonBody body, Optional<StoredChannel> before, ChannelRoutes.Hosts policy) {
        body.require("kind");
        body.refuseNull(ADDRESS, TEMPLATE, SECRET, BURSTS);
        Optional<ChannelKind> kind = body.choice("kind", KINDS);
        Optional<StoredChannel> same = before.filter(old -> kind.equals(Optional.of(old.kind())));
        Optional<String> written =
                body.text(ADDRESS, StoredChannel.LONGEST_ADDRESS).map(String::strip);
        boolean blank = written.filter(String::isEmpty).isPresent();
        if (blank) {
            body.wrong(ADDRESS, "must not be empty; left out, it stays as it is");
        }
        Optional<Secret> address = written.map(Secret::of)
                .or(() -> same.map(StoredChannel::address)
                        .filter(old -> !old.reveal().isEmpty()));
        if (!body.has(ADDRESS) && address.isEmpty()) {
            body.wrong(ADDRESS, "is required");
        }
        String target = body.has(TARGET)
                ? body.text(TARGET, StoredChannel.LONGEST_TARGET).orElse("").strip()
                : same.map(StoredChannel::target).orElse("");
        String template = body.has(TEMPLATE)
                ? template(body)
                : before.map(StoredChannel::template).orElse("");
        Optional<String> secret = body.text(SECRET, StoredChannel.LONGEST_SECRET);
        Optional<Secret> kept = secret.isPresent()
                ? secret.filter(text -> !text.isEmpty()).map(Secret::of)
                : same.filter(old -> Optional.of(old.address()).equals(address)).flatMap(StoredChannel::secret);
        boolean bursts = body.bool(BURSTS)
                .orElseGet(() -> before.map(StoredChannel::bursts).orElse(false));
        kind.ifPresent(each -> check(body, each, blank ? Optional.empty() : address, target, kept, policy));
        body.refuseIfWrong();
        return new StoredChannel(name, kind.orElseThrow(), address.orElseThrow(), target, template, kept, bursts);
    }

    /** The template of a request; empty means that of the product. */
    static String template(JsonBody body) {
        String template = body.text(TEMPLATE, StoredChannel.LONGEST_TEMPLATE).orElse("");
        MessageTemplate.mistakeIn(template).ifPresent(mistake -> body.wrong(TEMPLATE, mistake));
        return template;
    }

    private static void check(
            JsonBody body,
            ChannelKind kind,
            Optional<Secret> address,
            String target,
            Optional<Secret> secret,
            ChannelRoutes.Hosts policy) {
        address.map(Secret::reveal)
                .flatMap(text -> mistakeIn(kind, text).or(() -> refusalOf(text, policy)))
                .ifPresent(mistake -> body.wrong(ADDRESS, mistake));
        if (kind == ChannelKind.JIRA && !PROJECT.matcher(target).matches()) {
            body.wrong(TARGET, "must be the key of a project, such as SUP");
        } else if (kind == ChannelKind.EMAIL && !MailAddresses.areValid(target)) {
            body.wrong(TARGET, "must be 1 to " + MailAddresses.MOST + " addresses, with commas between");
        } else if (!kind.needsTarget() && !target.isEmpty()) {
            body.wrong(TARGET, "must be left out for this kind");
        }
        if (secret.isEmpty() && kind.needsSecret()) {
            body.wrong(
                    SECRET, kind == ChannelKind.PAGERDUTY ? "is required: the routing key" : "is required: user:token");
        }
        if ((kind == ChannelKind.JIRA || kind == ChannelKind.ZENDESK)
                && secret.map(Secret::reveal)
                        .filter(text -> !USER_AND_TOKEN.matcher(text).matches())
                        .isPresent()) {
            body.wrong(SECRET, "must be user:token");
        } else if (secret.map(Secret::reveal)
                .filter(text -> text.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            body.wrong(SECRET, "must be one line");
        }
    }

    /** A host that is known to be refused without a look-up; of an address that is one. */
    private static Optional<String> refusalOf(String address, ChannelRoutes.Hosts policy) {
        return policy.refusalOf(URI.create(address).getHost());
    }

    private static Optional<String> mistakeIn(ChannelKind kind, String address) {
        Set<String> schemes = kind == ChannelKind.EMAIL ? MAIL : WEB;
        try {
            URI uri = new URI(address);
            if (uri.getHost() == null || uri.getScheme() == null || !schemes.contains(uri.getScheme())) {
                return Optional.of(
                        kind == ChannelKind.EMAIL
                                ? "must be smtp://user@host:587 or smtps://user@host:465, perhaps with ?from=address"
                                : "must be a URL that begins with https:// or http://");
            }
            if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
                return Optional.of("must have a port from 1 to " + LAST_PORT);
            }
            if (kind != ChannelKind.EMAIL) {
                return uri.getRawUserInfo() == null && uri.getRawFragment() == null
                        ? Optional.empty()
                        : Optional.of("must have neither a user nor a fragment");
            }
            return MailAddresses.hasSender(uri)
                    ? Optional.empty()
                    : Optional.of("must say who sends: as its user, or as ?from=aegis@example.com");
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL");
        }
    }
}
