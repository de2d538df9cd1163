/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.batch.control.CronTimes;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.jobs.CronCheck;
import io.aegis.batch.operator.JobViews.Page;
import io.aegis.db.jobs.Schedule;
import io.aegis.db.jobs.Schedules;
import io.aegis.deadline.Ticker;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When jobs run by themselves. Changes hold at once, on all processes. */
@RestController
class SchedulesController {

    /** Fire times that are shown. */
    private static final int SHOWN = 5;

    private static final int LONGEST_ZONE = 64;

    private static final List<String> FIELDS = List.of("enabled", "cron", "zone", "missed");

    private final Schedules schedules;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final JsonMapper json;

    SchedulesController(Schedules schedules, JobControlSettings settings, Ticker ticker, JsonMapper json) {
        this.schedules = schedules;
        this.settings = settings;
        this.ticker = ticker;
        this.json = json;
    }

    /** A schedule, with the times at which it will fire. */
    record ScheduleView(
            String name,
            String job,
            boolean enabled,
            String cron,
            String zone,
            String missed,
            Optional<Instant> lastFireAt,
            List<Instant> nextFireTimes) {}

    /** What is to change; what is left out stays. */
    record ScheduleBody(
            @Nullable Boolean enabled,
            @Nullable String cron,
            @Nullable String zone,
            @Nullable String missed) {}

    @GetMapping("/schedules")
    Page<ScheduleView> schedules() throws DatabaseUnavailableException {
        List<ScheduleView> views = new ArrayList<>();
        for (Schedule schedule : schedules.all(settings.deadline(ticker))) {
            views.add(view(schedule));
        }
        return Page.of(views);
    }

    @GetMapping("/schedules/{name}")
    ScheduleView schedule(@PathVariable("name") String name) throws DatabaseUnavailableException {
        return view(find(name));
    }

    @PatchMapping("/schedules/{name}")
    ScheduleView change(HttpServletRequest request, @PathVariable("name") String name, @RequestBody JsonNode body)
            throws DatabaseUnavailableException {
        Schedule before = find(name);
        Schedule wanted = changed(before, read(body));
        Optional<Instant> next = wanted.enabled()
                ? CronTimes.next(wanted.cron(), wanted.zone(), schedules.now(settings.deadline(ticker)))
                : Optional.empty();
        if (!schedules.change(wanted.nextAt(next), OperatorAudit.actor(request), settings.deadline(ticker))) {
            throw ProblemException.conflict("The schedule has changed meanwhile; look again.");
        }
        return view(find(name));
    }

    /** Null looks like an order to go back to what the environment says, which counts for the first start alone. */
    private ScheduleBody read(JsonNode body) {
        List<FieldError> nulls = new ArrayList<>();
        for (String field : FIELDS) {
            if (body.path(field).isNull()) {
                nulls.add(new FieldError(field, "must not be null; left out, it stays as it is"));
            }
        }
        if (!nulls.isEmpty()) {
            throw ProblemException.invalid(nulls);
        }
        if (!body.isObject()) {
            throw ProblemException.malformed("The body must be a JSON object.");
        }
        if (FIELDS.stream().noneMatch(body::has)) {
            throw ProblemException.invalid("enabled", "or cron, zone or missed is required");
        }
        try {
            return json.treeToValue(body, ScheduleBody.class);
        } catch (JacksonException e) {
            throw ProblemException.malformed("A field has a wrong type.");
        }
    }

    private static Schedule changed(Schedule before, ScheduleBody body) {
        List<FieldError> errors = new ArrayList<>();
        String cron = body.cron() == null ? before.cron() : body.cron();
        CronCheck.problem(cron).ifPresent(wrong -> errors.add(new FieldError("cron", wrong)));
        Optional<ZoneId> zone = body.zone() == null ? Optional.of(before.zone()) : zone(body.zone());
        if (zone.isEmpty()) {
            errors.add(new FieldError("zone", "must be a time zone, such as UTC or Europe/Berlin"));
        }
        Optional<Schedule.Missed> missed = body.missed() == null ? Optional.of(before.missed()) : missed(body.missed());
        if (missed.isEmpty()) {
            errors.add(new FieldError("missed", "must be fire_once or skip"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return before.changed(
                cron,
                zone.orElseThrow(),
                body.enabled() == null ? before.enabled() : body.enabled(),
                missed.orElseThrow());
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return name.length() > LONGEST_ZONE ? Optional.empty() : Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Schedule.Missed> missed(String word) {
        for (Schedule.Missed each : Schedule.Missed.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private Schedule find(String name) throws DatabaseUnavailableException {
        return schedules
                .find(name, settings.deadline(ticker))
                .orElseThrow(() -> ProblemException.notFound("There is no such schedule; GET /schedules lists them."));
    }

    private static ScheduleView view(Schedule schedule) {
        List<Instant> times = new ArrayList<>();
        schedule.nextFireAt().ifPresent(next -> {
            times.add(next);
            times.addAll(CronTimes.next(schedule.cron(), schedule.zone(), next, SHOWN - 1));
        });
        return new ScheduleView(
                schedule.name(),
                schedule.jobName(),
                schedule.enabled(),
                schedule.cron(),
                schedule.zone().getId(),
                schedule.missed().name().toLowerCase(Locale.ROOT),
                schedule.lastFireAt(),
                times);
    }
}
