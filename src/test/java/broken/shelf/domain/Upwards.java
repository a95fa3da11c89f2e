package broken.shelf.domain;

/**
 * Breaks the rule that dependencies between packages of a module point down.
 */
class Upwards {

	Class<?> page() {
		return broken.shelf.web.OpenController.class;
	}

}
