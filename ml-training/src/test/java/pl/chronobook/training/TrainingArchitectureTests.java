package pl.chronobook.training;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "pl.chronobook.training", importOptions = ImportOption.DoNotIncludeTests.class)
class TrainingArchitectureTests {

	private static final DescribedPredicate<JavaClass> THE_REST_OF_THE_APPLICATION = resideInAPackage("pl.chronobook..")
		.and(resideOutsideOfPackages("pl.chronobook.forecast.model..", "pl.chronobook.training"))
		.as("of the application outside forecast.model");

	@ArchTest
	static final ArchRule usesNothingOfTheApplicationButTheForecastModel = noClasses().should()
		.dependOnClassesThat(THE_REST_OF_THE_APPLICATION);

	@ArchTest
	static final ArchRule takesTimeFromTheClock = noClasses().should()
		.callMethod(java.time.Instant.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis");

}
