/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.audit.Actor;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ProxyUsersTest {

    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.1");

    private final ProxyUsers users = new ProxyUsers(
            TrustedProxies.of(List.of("10.0.0.0/8")),
            Map.of("support", Set.of(Role.AGENT), "ops", Set.of(Role.SCORING, Role.AGENT)));

    private static ProxyUsers.Named named(String user, String... groups) {
        return new ProxyUsers.Named(List.of(user), List.of(groups));
    }

    private Set<Role> roles(String... groups) {
        return users.named(named("ann", groups)).orElseThrow().roles();
    }

    @Test
    void only_a_trusted_proxy_is_believed_and_only_when_groups_are_mapped() {
        assertThat(users.speaksFor(PROXY, named("ann"))).isTrue();
        assertThat(users.speaksFor(OTHER, named("ann"))).isFalse();
        assertThat(users.speaksFor(PROXY, new ProxyUsers.Named(List.of(), List.of("ops"))))
                .isFalse();
        assertThat(new ProxyUsers(users.proxies(), Map.of()).speaksFor(PROXY, named("ann")))
                .isFalse();
    }

    @Test
    void a_person_is_known_by_name_and_in_logs_by_what_stands_for_it() {
        Caller ann = users.named(named(" ann@example.org ", "support")).orElseThrow();
        assertThat(ann.actor()).isEqualTo(Actor.user("ann@example.org"));
        assertThat(ann.id()).matches("user:[0-9a-f]{24}");
        assertThat(users.named(named("bob", "support")).orElseThrow().id()).isNotEqualTo(ann.id());
    }

    @Test
    void whoever_has_signs_in_the_name_that_a_header_does_not_carry_is_nobody() {
        ProxyUsers.Named zoe = named("Zo\uFFFD", "support");
        assertThat(users.mistakeIn(zoe))
                .hasValueSatisfying(told -> assertThat(told).contains("beyond ASCII"));
        assertThat(users.named(zoe)).as("others would have the same name").isEmpty();
        assertThat(users.mistakeIn(named("Zoe", "support"))).isEmpty();
    }

    @Test
    void roles_are_those_of_the_mapped_groups_and_no_others() {
        assertThat(roles()).isEmpty();
        assertThat(roles("admin,Support,nobody")).isEmpty();
        assertThat(roles("support")).containsExactly(Role.AGENT);
        assertThat(roles("x, support ,y,ops")).containsExactlyInAnyOrder(Role.AGENT, Role.SCORING);
        assertThat(roles("support," + "x".repeat(40_000))).isEmpty();
    }

    @Test
    void a_group_that_stands_for_everybody_is_not_to_be_claimed() {
        ProxyUsers open = new ProxyUsers(users.proxies(), Map.of("*", Set.of(Role.AGENT)));
        assertThat(open.named(named("ann")).orElseThrow().roles()).containsExactly(Role.AGENT);
        assertThat(roles("*")).isEmpty();
    }

    @Test
    void what_is_no_single_name_is_nobody() {
        assertThat(users.named(new ProxyUsers.Named(List.of("ann", "bob"), List.of("ops"))))
                .isEmpty();
        assertThat(users.named(named("ann", "support", "ops")))
                .as("groups twice")
                .isEmpty();
        assertThat(users.mistakeIn(named("ann", "support", "ops")))
                .hasValueSatisfying(told -> assertThat(told).contains("once each"));
        assertThat(users.mistakeIn(named("x".repeat(129))))
                .hasValueSatisfying(told -> assertThat(told).contains("1 to 128 characters"));
        assertThat(users.named(named("  "))).isEmpty();
        assertThat(users.named(named("x".repeat(129)))).isEmpty();
        assertThat(users.named(named("an\u202en"))).isEmpty();
        assertThat(users.named(named("an\u0007n"))).isEmpty();
    }

    @Test
    void the_setting_names_groups_and_roles() {
        assertThat(ProxyUsers.roles("support=agent, ops=admin,support=submit,cn=a=b=scoring"))
                .contains(Map.of(
                        "support",
                        Set.of(Role.AGENT, Role.SUBMIT),
                        "ops",
                        Set.of(Role.ADMIN),
                        "cn=a=b",
                        Set.of(Role.SCORING)));
        for (String wrong : List.of("support", "support=boss", "=agent", "a=agent,,b=agent", "a=")) {
            assertThat(ProxyUsers.roles(wrong)).as(wrong).isEqualTo(Optional.empty());
        }
    }

    @Property(tries = 300)
    void nobody_gets_a_role_that_no_group_has(
            @ForAll @StringLength(max = 200) String user,
            @ForAll @Size(max = 5) List<@StringLength(max = 50) String> groups) {
        users.named(new ProxyUsers.Named(List.of(user), groups))
                .ifPresent(caller -> assertThat(caller.roles()).doesNotContain(Role.ADMIN, Role.SUBMIT));
    }
}
