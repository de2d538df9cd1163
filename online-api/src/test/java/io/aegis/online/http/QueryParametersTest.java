/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.Status;
import io.aegis.online.http.json.Choices;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.time.Rfc3339;
import io.helidon.common.uri.UriQuery;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

    private static final Choices<Status> STATUSES = Choices.of(Status.class, Status::label);

    @Test
    void parameters_are_read() {
        QueryParameters query =
                query("q=a%20b&limit=7&urgent=true&done=false&since=2026-11-20T10:00:00Z&status=Open&x=y");

        assertThat(query.text("q", 9)).contains("a b");
        assertThat(query.integer("limit", 1, 9)).contains(7);
        assertThat(query.bool("urgent")).contains(true);
        assertThat(query.bool("done")).contains(false);
        assertThat(query.instant("since")).contains(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(query.choice("status", STATUSES)).contains(Status.OPEN);
        assertThat(query.parsed("x", "anything", Optional::of)).contains("y");
        query.refuseIfWrong();
    }

    @Test
    void absent_and_blank_parameters_are_empty() {
        QueryParameters query = query("limit=&q=%20");

        assertThat(query.integer("limit", 1, 9)).isEmpty();
        assertThat(query.text("q", 9)).isEmpty();
        assertThat(query.bool("urgent")).isEmpty();
        query.refuseIfWrong();
    }

    @Test
    void names_that_begin_alike_are_known() {
        assertThat(query("map.a=1&map.b=&q=map.c").names("map.")).containsExactlyInAnyOrder("map.a", "map.b");
    }

    @Test
    void every_wrong_parameter_is_named_at_once() {
        QueryParameters query = query("q=abc&limit=0&urgent=yes&since=now&status=open&twice=1&twice=2&n=x");

        query.text("q", 2);
        query.integer("limit", 1, 9);
        query.integer("n", 1, 9);
        query.bool("urgent");
        query.instant("since");
        query.choice("status", STATUSES);
        query.text("twice", 9);

        assertThatThrownBy(query::refuseIfWrong)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .containsExactly(
                                        new FieldError("q", "must have at most 2 characters"),
                                        new FieldError("limit", "must be a whole number from 1 to 9"),
                                        new FieldError("n", "must be a whole number from 1 to 9"),
                                        new FieldError("urgent", "must be true or false"),
                                        new FieldError("since", Rfc3339.WANTED),
                                        new FieldError("status", "must be one of Open, Resolved"),
                                        new FieldError("twice", "must be given once")));
    }

    private static QueryParameters query(String query) {
        return new QueryParameters(UriQuery.create(query));
    }
}
