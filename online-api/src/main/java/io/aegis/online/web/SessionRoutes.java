/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.access.WrongKeyLimit;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.security.Access;
import io.aegis.online.security.Credentials;
import io.aegis.online.security.Sessions;
import io.aegis.problem.ProblemException;
import io.aegis.settings.Secret;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
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
    private final WrongKeyLimit wrongKeys;
    private final Optional<Secret> automatic;

    /**
     * The routes.
     *
     * @param wrongKeys that may come from an address
     * @param automatic the key that signs in whoever asks from this machine; none unless everybody knows it and only this
     *     machine can reach the API
     */
    public SessionRoutes(Sessions sessions, WrongKeyLimit wrongKeys, Optional<Secret> automatic) {
        this.sessions = sessions;
        this.wrongKeys = wrongKeys;
        this.automatic = automatic;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get(PATH, Access.open(), this::tell)
                .post(PATH, Access.open(), this::signIn)
                .delete(PATH, Access.open(), this::signOut);
    }

    private Response tell(Request request) {
        boolean offered = automaticKey(request).isPresent();
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeBooleanField("signed_in", request.caller().isPresent());
            json.writeBooleanField("automatic", offered);
            writeCaller(json, request.caller());
            json.writeEndObject();
        });
    }

    private Response signIn(Request request) throws DatabaseUnavailableException {
        requireMark(request);
        JsonBody body = request.json();
        Optional<String> given = body.text("api_key", LONGEST_KEY);
        body.refuseIfWrong();
        Sessions.Begun begun = begun(request, given);
        JsonContent content = json -> {
            json.writeStartObject();
            json.writeBooleanField("signed_in", true);
            json.writeBooleanField("automatic", automaticKey(request).isPresent());
            writeCaller(json, Optional.of(begun.caller()));
            json.writeStringField("expires_at", Rfc3339.format(begun.expiresAt()));
            json.writeEndObject();
        };
        return Response.ok(content).with("Set-Cookie", cookie(request, begun.token(), Sessions.LENGTH.toSeconds()));
    }

    /** What a stranger can do takes no place among the sessions of those who have a key of their own. */
    private Sessions.Begun begun(Request request, Optional<String> given) throws DatabaseUnavailableException {
        Optional<String> open = automaticKey(request).map(Secret::reveal);
        if (open.isPresent() && given.filter(key -> !key.equals(open.get())).isEmpty()) {
            return sessions.beginUnkept();
        }
        String key = given.orElseThrow(() -> ProblemException.invalid("api_key", "is required"));
        Optional<String> holder = sessions.holder(key).map(Caller::id);
        Optional<ProblemException> guessed = wrongKeys.judge(request.client(), holder, WrongKeyLimit.TYPED);
        if (guessed.isPresent()) {
            throw guessed.get();
        }
        return sessions.begin(key)
                .orElseThrow(() -> ProblemException.unauthorised("Nobody holds this key, or it was revoked."));
    }

    private Response signOut(Request request) throws DatabaseUnavailableException {
        requireMark(request);
        Optional<String> token = request.credentials().token();
        if (token.isPresent()) {
            sessions.end(token.get());
        }
        return Response.empty(204).with("Set-Cookie", cookie(request, "", 0));
    }

    private static void requireMark(Request request) {
        if (!request.credentials().marked()) {
            throw ProblemException.unmarked(Credentials.MARK);
        }
    }

    private Optional<Secret> automaticKey(Request request) {
        return automatic.filter(any -> request.header("Host")
                .filter(host -> THIS_MACHINE.matcher(host).matches())
                .isPresent());
    }

    private static String cookie(Request request, String value, long seconds) {
        return Credentials.COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (request.secure() ? "; Secure" : "");
    }

    private static void writeCaller(JsonGenerator json, Optional<Caller> caller) throws IOException {
        json.writeStringField("caller", caller.map(Caller::id).orElse(null));
        json.writeStringField("name", caller.map(any -> any.actor().name()).orElse(null));
        json.writeArrayFieldStart("roles");
        for (Role role : Role.values()) {
            if (caller.filter(any -> any.holds(role)).isPresent()) {
                json.writeString(role.label());
            }
        }
        json.writeEndArray();
    }
}
