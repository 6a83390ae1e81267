package v1

import "ringline/internal/schema"

// kinds are the kinds of text that fields and parameters have.
var kinds = map[string]schema.Kind{
	"user": {
		Pattern: "^[A-Za-z0-9_-]+$", Rule: "may only hold letters, digits, hyphens and underscores", Min: 1, Max: 32,
	},
	"device":   {Min: 1, Max: 64},
	"call":     {Pattern: "^[0-9A-Za-z-]+$", Rule: "is not a call id", Min: 1, Max: 64},
	"app":      {Pattern: "^[1-9][0-9]{0,9}$", Rule: "is not an app id: 1 to 4294967295"},
	"delivery": {Pattern: "^[0-9A-Za-z-]+$", Rule: "is not a delivery id", Min: 1, Max: 96},
	"token":    {Pattern: "^[0-9A-Za-z_-]+$", Rule: "is not a token id", Min: 1, Max: 64},
	"day":      {Format: "date"},
	"key":      {Pattern: "^[!-~]+$", Rule: "may only hold visible ASCII characters", Min: 1, Max: 255},
}

// about says what the parameters of paths are.
var about = map[string]string{
	"app":      "The app's id.",
	"call":     "The call's id.",
	"user":     "The user's id.",
	"delivery": "The delivery's id.",
	"token":    "The token's id, not its secret.",
}
