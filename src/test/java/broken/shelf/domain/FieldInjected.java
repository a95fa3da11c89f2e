package broken.shelf.domain;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;

class FieldInjected {

	@Autowired
	private @Nullable String dependency;

	@Nullable String dependency() {
		return this.dependency;
	}

}
