package pl.chronobook;

import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of our style that a machine can check. Each holds in the application, and
 * each finds the class in package {@code broken} that breaks it.
 */
class ArchitectureTests {

	private static final JavaClasses APPLICATION = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("pl.chronobook");

	private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("broken");

	/**
	 * The layers of the modules that are divided into packages by idea, from the bottom
	 * up. Packages of one layer do not depend on each other. Every package is named, also
	 * one within another.
	 */
	private static final Map<String, List<List<String>>> LAYERS = Map.of("transfer",
			List.of(List.of("file"), List.of("history"), List.of("format"),
					List.of("format.chronobook", "format.goodreads", "format.kindle", "format.kobo", "format.koreader",
							"format.mapped", "format.pasted", "format.sessions", "format.storygraph"),
					List.of("recognition"), List.of("account"), List.of("incoming", "outgoing"), List.of("demo"),
					List.of("web")),
			"forecast",
			List.of(List.of("model.distribution"), List.of("model.history"), List.of("model.pace", "model.correction"),
					List.of("model.finish"), List.of("model", "model.learning"), List.of("model.living"),
					List.of("facts", "plan"), List.of("training"), List.of("domain"),
					List.of("accuracy", "feed", "living", "movement", "whatif"), List.of("web.planning"),
					List.of("web")),
			"catalog", List.of(List.of("provider"), List.of("domain"), List.of("cover"), List.of("web")), "identity",
			List.of(List.of("factor"), List.of("domain"), List.of("visitor"), List.of("session"), List.of("provider"),
					List.of("web")),
			"reading",
			List.of(List.of("domain", "picture"), List.of("archive", "opinion", "shelf", "statistics"),
					List.of("web.shelf", "web.statistics"), List.of("web")),
			"api", List.of(List.of("domain"), List.of("web")), "notification",
			List.of(List.of("outbound"), List.of("domain"), List.of("web")), "sync",
			List.of(List.of("forward"), List.of("domain"), List.of("web")), "shelf",
			List.of(List.of("domain"), List.of("web")));

	private static final Pattern FIRST_NAMED = Pattern.compile("<broken\\.[a-z.]*([A-Z]\\w*)");

	private static final DescribedPredicate<JavaMethodCall> WALL_CLOCK = DescribedPredicate.describe("the wall clock",
			ArchitectureTests::readsTheWallClock);

	@TestFactory
	Stream<DynamicNode> rules() {
		return Stream
			.of(rule("repositories are not public",
					base -> classes().that().areAssignableTo(Repository.class).should().notBePublic(),
					"OpenRepository"),
					rule("entities are public only for the web package of their own module",
							base -> classes().that()
								.areAnnotatedWith(Entity.class)
								.should(beHiddenOrUsedByTheirOwnWeb()),
							"OpenEntity"),
					rule("entities have verbs and no public setters",
							base -> noMethods().that()
								.areDeclaredInClassesThat()
								.areAnnotatedWith(Entity.class)
								.and()
								.haveNameMatching("set[A-Z].*")
								.should()
								.bePublic(),
							"OpenEntity"),
					rule("dependencies come through the constructor",
							base -> GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION, "FieldInjected"),
					rule("time comes from the clock",
							base -> noClasses().should()
								.callMethodWhere(WALL_CLOCK)
								.orShould()
								.callConstructor(Date.class),
							"Hurried", "OldHurried"),
					rule("the clock is a bean",
							base -> codeUnits().that()
								.areNotAnnotatedWith(Bean.class)
								.should(notCall(Clock.class, "system")),
							"OwnClock"),
					rule("module APIs use typed ids, not UUIDs",
							base -> classes().that()
								.resideInAPackage(base + ".*")
								.and()
								.arePublic()
								.and()
								.haveSimpleNameNotEndingWith("Id")
								.and()
								.doNotHaveSimpleName("Ids")
								.should(showNone("UUID", equivalentTo(UUID.class))),
							"BareIds"),
					rule("module APIs show no types of the web",
							base -> classes().that()
								.resideInAPackage(base + ".*")
								.and()
								.arePublic()
								.should(showNone("type of the web",
										resideInAnyPackage("jakarta.servlet..", "org.springframework.web.."))),
							"WebTypes"),
					rule("exceptions do not know their HTTP status",
							base -> noClasses().that()
								.areAssignableTo(Throwable.class)
								.should()
								.beAnnotatedWith(ResponseStatus.class),
							"NoSuchShelfException"),
					rule("primary keys come from Ids",
							base -> noClasses().that()
								.doNotHaveSimpleName("Ids")
								.should()
								.dependOnClassesThat()
								.resideInAPackage("com.fasterxml.uuid.."),
							"OwnGenerator"),
					rule("only identity generates random ids, because they are secrets",
							base -> noClasses().that()
								.resideOutsideOfPackage(base + ".identity..")
								.should()
								.callMethod(UUID.class, "randomUUID"),
							"RandomKey"),
					rule("controllers live in web and are not public",
							base -> classes().that()
								.areAnnotatedWith(Controller.class)
								.or()
								.areMetaAnnotatedWith(Controller.class)
								.should()
								.resideInAPackage(base + ".*.web..")
								.andShould()
								.notBePublic(),
							"OpenController", "StrayController"),
					rule("only web packages depend on web packages",
							base -> noClasses().that()
								.resideOutsideOfPackage(base + ".*.web..")
								.should()
								.dependOnClassesThat()
								.resideInAPackage(base + ".*.web.."),
							"UsesWeb", "Upwards"),
					rule("controllers open no transactions",
							base -> noMethods().that()
								.areDeclaredInClassesThat()
								.resideInAPackage(base + ".*.web..")
								.should()
								.beMetaAnnotatedWith(Transactional.class),
							"TransactionalMethod"),
					rule("classes of web open no transactions",
							base -> noClasses().that()
								.resideInAPackage(base + ".*.web..")
								.should()
								.beMetaAnnotatedWith(Transactional.class),
							"TransactionalClass"),
					rule("the forecast model is plain Java", base -> classes().that()
						.resideInAPackage(base + ".forecast.model..")
						.should()
						.onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify.annotations",
								"org.tribuo..", "com.google.protobuf")
							.or(resideInAPackage(base + ".forecast.model.."))
							.or(equivalentTo(NamedInterface.class))), "SpringyModel"),
					rule("packages of a module are layers, and dependencies point down",
							base -> classes().that().resideInAPackage(base + "..").should(dependDownwards(base)),
							"Upwards"),
					rule("logs go through SLF4J", base -> GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING,
							"OtherLogger"),
					rule("nothing prints", base -> GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS,
							"Printing"))
			.flatMap(Function.identity());
	}

	@Test
	void everyModuleThatIsDividedIntoPackagesHasLayers() {
		Set<String> divided = APPLICATION.stream()
			.map(JavaClass::getPackageName)
			.filter(name -> name.matches("pl\\.chronobook\\.[a-z]+\\..+"))
			.map(name -> name.replaceFirst("pl\\.chronobook\\.([a-z]+)\\..+", "$1"))
			.collect(Collectors.toSet());
		assertThat(divided).isNotEmpty().isSubsetOf(LAYERS.keySet());
	}

	private static Stream<DynamicNode> rule(String name, Function<String, ArchRule> rule, String... culprits) {
		return Stream.of(
				DynamicTest.dynamicTest(name,
						() -> rule.apply("pl.chronobook").allowEmptyShould(true).check(APPLICATION)),
				DynamicTest.dynamicTest(name + ", and the rule can fail",
						() -> assertThat(culprits(rule.apply("broken"))).containsExactlyInAnyOrder(culprits)));
	}

	/** Returns the class that each violation names first. */
	private static Set<String> culprits(ArchRule rule) {
		return rule.evaluate(BROKEN)
			.getFailureReport()
			.getDetails()
			.stream()
			.map(FIRST_NAMED::matcher)
			.filter(Matcher::find)
			.map(matcher -> matcher.group(1))
			.collect(Collectors.toSet());
	}

	private static boolean readsTheWallClock(JavaMethodCall call) {
		String name = call.getName();
		JavaClass owner = call.getTargetOwner();
		if (owner.isEquivalentTo(System.class)) {
			return "currentTimeMillis".equals(name);
		}
		List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
		return "now".equals(name) && owner.getPackageName().startsWith("java.time")
				&& parameters.stream().noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
	}

	private static ArchCondition<JavaCodeUnit> notCall(Class<?> owner, String prefix) {
		return new ArchCondition<>("not call " + owner.getSimpleName() + "." + prefix + "…") {
			@Override
			public void check(JavaCodeUnit unit, ConditionEvents events) {
				unit.getMethodCallsFromSelf()
					.stream()
					.filter(call -> call.getTargetOwner().isEquivalentTo(owner) && call.getName().startsWith(prefix))
					.forEach(call -> events.add(SimpleConditionEvent.violated(unit, call.getDescription())));
			}
		};
	}

	private static ArchCondition<JavaClass> beHiddenOrUsedByTheirOwnWeb() {
		return new ArchCondition<>("be hidden, or used by the web package of their own module") {
			@Override
			public void check(JavaClass entity, ConditionEvents events) {
				String web = entity.getPackageName().replaceFirst("\\.domain$", ".web");
				boolean used = entity.getDirectDependenciesToSelf()
					.stream()
					.anyMatch(dependency -> dependency.getOriginClass().getPackageName().equals(web));
				if (entity.getModifiers().contains(JavaModifier.PUBLIC) && !used) {
					events.add(SimpleConditionEvent.violated(entity, "<" + entity.getName() + "> is public"));
				}
			}
		};
	}

	/**
	 * Within a module of {@link #LAYERS}, a class depends on nothing but its own package,
	 * lower layers and the module's API.
	 */
	private static ArchCondition<JavaClass> dependDownwards(String base) {
		return new ArchCondition<>("depend on lower packages of their module alone") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				LAYERS.forEach((module, layers) -> {
					String root = base + "." + module + ".";
					if (!type.getPackageName().startsWith(root)) {
						return;
					}
					String own = type.getPackageName().substring(root.length());
					for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
						String name = dependency.getTargetClass().getPackageName();
						String target = name.startsWith(root) ? name.substring(root.length()) : own;
						if (!target.equals(own) && layer(layers, target) >= layer(layers, own)) {
							events
								.add(SimpleConditionEvent.violated(type, "<%s> uses <%s>, which is not in a lower layer"
									.formatted(type.getName(), dependency.getTargetClass().getName())));
						}
					}
				});
			}
		};
	}

	private static int layer(List<List<String>> layers, String name) {
		for (int i = 0; i < layers.size(); i++) {
			if (layers.get(i).contains(name)) {
				return i;
			}
		}
		throw new IllegalArgumentException("The package " + name + " is not among the layers of its module");
	}

	private static ArchCondition<JavaClass> showNone(String what, DescribedPredicate<? super JavaClass> forbidden) {
		return new ArchCondition<>("show no " + what) {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				type.getCodeUnits()
					.stream()
					.filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
					.filter(unit -> Stream
						.concat(Stream.of(unit.getReturnType()), unit.getParameters().stream().map(p -> p.getType()))
						.flatMap(used -> used.getAllInvolvedRawTypes().stream())
						.anyMatch(forbidden))
					.forEach(unit -> events.add(SimpleConditionEvent.violated(type,
							"<%s> shows a %s".formatted(unit.getFullName(), what))));
			}
		};
	}

}
