/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.Department;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says to which department feedback goes. What is about security goes to InfoSec, whatever else it is about. Otherwise the first
 * of the departments that operators made takes it which one of its own topics names, and without such a one its built-in topics
 * decide. Rows keep only what it follows from, so a change of the list moves them all at once. Immutable, thread-safe.
 */
public final class DepartmentRouting {

    /** Before anybody made a department. */
    public static final DepartmentRouting BUILT_IN = new DepartmentRouting(List.of());

    /** @param topics those that name the department, as bits */
    private record Route(OwnDepartment department, long topics) {}

    private final List<Route> routes;
    private final long routed;

    private DepartmentRouting(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.routed = routes.stream().mapToLong(Route::topics).reduce(0, (one, other) -> one | other);
    }

    /** That of a list. */
    static DepartmentRouting of(OwnTopics list) {
        return of(
                list.departments(),
                list.topics().stream().collect(Collectors.toMap(OwnTopic::number, OwnTopic::department)));
    }

    /**
     * That of departments, for who needs no more of a list.
     *
     * @param departments those that operators made, in the order in which they take feedback
     * @param named by number of a topic, the department that it names
     */
    public static DepartmentRouting of(List<OwnDepartment> departments, Map<Integer, String> named) {
        List<Route> routes = new ArrayList<>();
        for (OwnDepartment department : departments) {
            long topics = named.entrySet().stream()
                    .filter(topic -> department.isCalled(topic.getValue()))
                    .mapToLong(topic -> OwnTopic.bit(topic.getKey()))
                    .reduce(0, (one, other) -> one | other);
            routes.add(new Route(department, topics));
        }
        return routes.isEmpty() ? BUILT_IN : new DepartmentRouting(routes);
    }

    /**
     * The name of the department of a row.
     *
     * @param builtIn that of its built-in topics
     * @param ownTopics those that operators made, as bits
     */
    public String of(Department builtIn, long ownTopics) {
        if ((ownTopics & routed) == 0 || builtIn == Department.INFOSEC) {
            return builtIn.label();
        }
        return routes.stream()
                .filter(route -> (route.topics() & ownTopics) != 0)
                .findFirst()
                .map(route -> route.department().name())
                .orElse(builtIn.label());
    }

    /** The names of all departments, the built-in ones first. */
    public List<String> names() {
        return Stream.concat(
                        Arrays.stream(Department.values()).map(Department::label),
                        routes.stream().map(route -> route.department().name()))
                .toList();
    }

    /** Which rows go to the department of a name: a built-in one's as it is, another in any case. Empty when there is none. */
    public Optional<DepartmentMatch> match(String name) {
        for (Department each : Department.values()) {
            if (each.label().equals(name)) {
                return Optional.of(new DepartmentMatch(Optional.of(each), 0, each == Department.INFOSEC ? 0 : routed));
            }
        }
        long earlier = 0;
        for (Route route : routes) {
            if (route.department().isCalled(name)) {
                return Optional.of(new DepartmentMatch(Optional.empty(), route.topics(), earlier));
            }
            earlier |= route.topics();
        }
        return Optional.empty();
    }

    /** Adds counts of rows up by department. Every department there is is in it, with 0 if need be, in the order of {@link #names}. */
    public Map<String, Long> totals(Map<RowDestination, Long> rows) {
        Map<String, Long> totals = new LinkedHashMap<>();
        names().forEach(name -> totals.put(name, 0L));
        rows.forEach((to, count) -> totals.merge(of(to.department(), to.ownTopics()), count, Long::sum));
        return totals;
    }
}
