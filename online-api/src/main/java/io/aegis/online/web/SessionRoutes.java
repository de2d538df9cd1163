package io.aegis.online.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.online.http.Answer;
import io.aegis.online.http.Exchange;
import io.aegis.online.http.Instants;
import io.aegis.online.http.JsonBody;
import io.aegis.online.http.JsonContent;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.problem.Refusal;
import io.aegis.online.security.Access;
import io.aegis.online.security.Credentials;
import io.aegis.online.security.Sessions;
import io.aegis.settings.Secret;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signing in and out. A key is exchanged for a cookie that scripts cannot read and that no other site's page can use:
 * {@code HttpOnly}, {@code SameSite=Strict}, {@code Secure} behind TLS.
 */
public final class SessionRoutes implements Routes {

    private static final String PATH = "/session";
    private static final int LONGEST_KEY = 256;

    /** A name that another site's could be made to lead here would let that site's pages in. */
    private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

    private final Sessions sessions;
    private final Optional<Secret> automatic;

    /**
     * The routes.
     *
     * @param automatic the key that signs in whoever asks from this machine; none unless everybody knows it and only this
     *     machine can reach the API
     */
    public SessionRoutes(Sessions sessions, Optional<Secret> automatic) {
        this.sessions = sessions;
        this.automatic = automatic;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get(PATH, Access.open(), this::tell)
                .post(PATH, Access.open(), this::signIn)
                .delete(PATH, Access.open(), this::signOut);
    }

    private Answer tell(Exchange exchange) {
        boolean offered = automaticKey(exchange).isPresent();
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeBooleanField("signed_in", exchange.caller().isPresent());
            json.writeBooleanField("automatic", offered);
            writeCaller(json, exchange.caller());
            json.writeEndObject();
        });
    }

    private Answer signIn(Exchange exchange) throws LedgerUnavailableException {
        requireMark(exchange);
        JsonBody body = exchange.json();
        Optional<String> given = body.text("api_key", LONGEST_KEY);
        body.refuseIfWrong();
        String key = given.or(() -> automaticKey(exchange).map(Secret::reveal))
                .orElseThrow(() -> Refusal.invalid("api_key", "is required"));
        Sessions.Begun begun = sessions.begin(key)
                .orElseThrow(() -> Refusal.unauthorised("Nobody holds this key, or it was revoked."));
        JsonContent content = json -> {
            json.writeStartObject();
            json.writeBooleanField("signed_in", true);
            json.writeBooleanField("automatic", automaticKey(exchange).isPresent());
            writeCaller(json, Optional.of(begun.caller()));
            json.writeStringField("expires_at", Instants.format(begun.expiresAt()));
            json.writeEndObject();
        };
        return Answer.ok(content).with("Set-Cookie", cookie(exchange, begun.token(), Sessions.LENGTH.toSeconds()));
    }

    private Answer signOut(Exchange exchange) throws LedgerUnavailableException {
        requireMark(exchange);
        Optional<String> token = exchange.credentials().token();
        if (token.isPresent()) {
            sessions.end(token.get());
        }
        return Answer.empty(204).with("Set-Cookie", cookie(exchange, "", 0));
    }

    private static void requireMark(Exchange exchange) {
        if (!exchange.credentials().marked()) {
            throw Refusal.unmarked(Credentials.MARK);
        }
    }

    private Optional<Secret> automaticKey(Exchange exchange) {
        return automatic.filter(any -> exchange.header("Host")
                .filter(host -> THIS_MACHINE.matcher(host).matches())
                .isPresent());
    }

    private static String cookie(Exchange exchange, String value, long seconds) {
        return Credentials.COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (exchange.secure() ? "; Secure" : "");
    }

    private static void writeCaller(JsonGenerator json, Optional<Caller> caller) throws IOException {
        json.writeStringField("caller", caller.map(Caller::id).orElse(null));
        json.writeArrayFieldStart("roles");
        for (Role role : Role.values()) {
            if (caller.filter(any -> any.holds(role)).isPresent()) {
                json.writeString(role.label());
            }
        }
        json.writeEndArray();
    }
}
