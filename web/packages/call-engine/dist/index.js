import { a as e, c as t, d as n, i as r, l as i, n as a, o, r as s, s as c, t as l, u } from "./errors-CW0gboUl.js";
// src/call-state.ts
function d(e, t) {
	if (t.full && (!e || t.version > e.version)) return {
		state: f(t, t.legs ?? []),
		outcome: "taken"
	};
	if (!e) return {
		state: e,
		outcome: "gap"
	};
	if (t.version <= e.version) return {
		state: e,
		outcome: "dropped"
	};
	if (t.version !== e.version + 1) return {
		state: e,
		outcome: "gap"
	};
	let n = new Map((t.legs ?? []).map((e) => [e.n, e]));
	return {
		state: f(t, [...e.legs.filter((e) => !n.has(e.n)), ...n.values()].sort((e, t) => e.n - t.n)),
		outcome: "merged"
	};
}
function f(e, t) {
	let { full: n, now: r, events: i, legs: a, ...o } = e;
	return {
		...o,
		legs: t
	};
}
function p(e, t) {
	return e.legs.findLast((e) => e.user === t);
}
function m(e, t) {
	if (!e || e.end) return "out";
	let n = p(e, t.user);
	return n?.state === "ringing" ? "ringing" : n?.state !== "joined" || n.device !== t.device ? "out" : e.answered_at ? "connected" : "dialing";
}
function h(e, t) {
	let n = p(e, t);
	return !e.end && n !== void 0 && n.state !== "gone";
}
// src/call-book.ts
var g = class {
	#e = /* @__PURE__ */ new Map();
	#t = /* @__PURE__ */ new Set();
	#n;
	#r;
	#i;
	#a = [];
	#o;
	#s = !1;
	constructor(e, t, n) {
		this.#n = e, this.#r = t, this.#i = n;
	}
	all() {
		return [...this.#e.values()].filter((e) => !this.#t.has(e.id));
	}
	publish(e) {
		this.#o ? this.#a.push(e) : this.#u([e]);
	}
	answer(e) {
		this.#u([e]);
	}
	resync() {
		return this.#s = !0, this.#o ??= this.#c().finally(() => {
			this.#o = void 0, this.#a = [];
		}), this.#o;
	}
	abandon(e) {
		let t = this.#e.get(e);
		t && !this.#t.has(e) && (this.#t.add(e), this.#i(t, void 0));
	}
	readmit(e) {
		this.#t.delete(e);
	}
	async #c() {
		for (; this.#s || this.#a.length > 0;) {
			this.#s = !1;
			let e = await this.#r.sync(), t = [...this.#e.values()].filter((t) => h(t, this.#n) && !e.some((e) => e.id === t.id)), n = await Promise.all(t.map((e) => this.#l(e)));
			this.#u([
				...e,
				...n.flat(),
				...this.#a.splice(0)
			]);
		}
	}
	async #l(e) {
		try {
			return [await this.#r.get(e.id)];
		} catch (t) {
			if (!(t instanceof l) || !t.final) throw t;
			return this.#e.delete(e.id), this.#d(e, void 0), [];
		}
	}
	#u(e) {
		let t = /* @__PURE__ */ new Map(), n = !1;
		for (let r of e) {
			let { state: e, outcome: i } = d(this.#e.get(r.id), r);
			n ||= i === "gap", !e || i !== "taken" && i !== "merged" || (t.has(r.id) || t.set(r.id, this.#e.get(r.id)), this.#e.set(r.id, e));
		}
		this.#f();
		for (let [e, n] of t) this.#d(n, this.#e.get(e));
		n && this.resync().catch(() => void 0);
	}
	#d(e, t) {
		this.#t.has((t ?? e)?.id ?? "") || this.#i(e, t);
	}
	#f() {
		let e = [...this.#e.values()].filter((e) => !h(e, this.#n));
		for (let t of e.slice(0, -32)) this.#e.delete(t.id);
	}
};
// src/events.ts
function ee(e, t, n, r) {
	if (!(t ?? e)) return [];
	if (!t) return e ? re(e, n, r) : [];
	let i = new te(e, t, n, r);
	return [
		...i.others(),
		...i.ending(),
		...i.beginning(),
		...i.switched()
	];
}
function _(e) {
	return e === "video" ? r.VIDEO : r.AUDIO;
}
function v(t, n) {
	let r = p(t, n)?.role;
	return r ? r === "caller" ? e.CALLER : e.CALLEE : e.UNKNOWN;
}
function y(e, t) {
	let { room: n } = e;
	return {
		callId: e.id,
		roomID: n?.numeric ? Number(n.name) : 0,
		strRoomID: n && !n.numeric ? n.name : "",
		callMediaType: _(e.media),
		callRole: v(e, t.user),
		chatGroupID: e.chat_group ?? ""
	};
}
var te = class {
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o;
	#s;
	constructor(e, t, n, r) {
		this.#e = e, this.#t = t, this.#n = n, this.#r = r;
		let i = !e && ne(t, n);
		this.#i = i ? "dialing" : m(e, n), this.#a = m(t, n);
		let a = p(e ?? t, n.user)?.n;
		this.#o = t.legs.find((e) => e.n === a), this.#s = this.#i !== "out" && (this.#a === "out" || p(t, n.user)?.n !== a);
	}
	others() {
		if (this.#i === "out" && this.#a !== "dialing") return [];
		let e = this.#s ? this.#o?.gone_at ?? Infinity : Infinity, t = [], n = /* @__PURE__ */ new Map();
		for (let r of this.#t.legs) {
			let i = this.#e?.legs.find((e) => e.n === r.n);
			if (r.user === this.#n.user || i?.state === r.state && r.state !== "joined") continue;
			let a = r.gone_at ?? r.joined_at ?? r.invited_at ?? 0;
			if (!(a > e)) {
				if (r.state === "gone" && r.reason === "no_answer") {
					let e = r.invited_by ?? this.#t.caller, i = n.get(e);
					if (i) {
						i.push(r.user);
						continue;
					}
					let o = [r.user];
					n.set(e, o), t.push({
						at: a,
						event: {
							name: u.NO_RESP,
							payload: {
								sponsor: e,
								userIDList: o
							}
						}
					});
				} else for (let e of this.#c(i, r)) t.push({
					at: a,
					event: e
				});
			}
		}
		return t.sort((e, t) => e.at - t.at).map(({ event: e }) => e);
	}
	#c(e, t) {
		let n = { userID: t.user }, r = this.#i === "dialing" || this.#i === "connected";
		switch (t.state) {
			case "ringing": return this.#e && r ? [{
				name: u.ON_USER_INVITING,
				payload: n
			}] : [];
			case "joined": return e?.state === "joined" || !r ? [] : t.role === "invitee" ? [{
				name: u.USER_ACCEPT,
				payload: n
			}, {
				name: u.USER_ENTER,
				payload: n
			}] : [{
				name: u.USER_ENTER,
				payload: n
			}];
			case "gone": return t.reason === "rejected" ? [{
				name: u.REJECT,
				payload: n
			}] : t.reason === "busy" ? [{
				name: u.LINE_BUSY,
				payload: n
			}] : e?.state !== "joined" || !r || this.#t.end ? [] : [{
				name: u.USER_LEAVE,
				payload: {
					...n,
					word: b(t.reason)
				}
			}];
		}
	}
	ending() {
		if (!this.#s || !this.#o) return [];
		let { word: e, userID: t, deviceID: n } = this.#l(this.#o), r = {
			...y(this.#t, this.#n),
			userID: t,
			...x(e, n)
		};
		if (this.#i !== "connected") return [{
			name: u.ON_CALL_NOT_CONNECTED,
			payload: r
		}];
		let i = ie(this.#t.answered_at, this.#o.gone_at ?? this.#t.end?.at);
		return [{
			name: u.ON_CALL_END,
			payload: {
				...r,
				totalTime: i
			}
		}];
	}
	#l(e) {
		let t = this.#n.user, n = this.#t.end, r = e.device !== void 0 && e.device !== this.#n.device;
		if (e.joined_at && r) return {
			word: "answered_elsewhere",
			userID: t,
			deviceID: e.device ?? ""
		};
		switch (e.reason) {
			case "rejected": return r ? {
				word: "rejected_elsewhere",
				userID: t,
				deviceID: e.device ?? ""
			} : {
				word: "rejected",
				userID: t,
				deviceID: ""
			};
			case "hung_up":
			case "busy":
			case "no_answer":
			case "offline":
			case "interrupted": return {
				word: e.reason,
				userID: t,
				deviceID: ""
			};
			default: {
				let e = b(n?.reason);
				return {
					word: e,
					userID: (e === "rejected" || e === "busy" || e === "no_answer") && this.#i === "dialing" ? t : n?.by.user ?? this.#u(),
					deviceID: ""
				};
			}
		}
	}
	#u() {
		return this.#t.legs.findLast((e) => e.reason === "offline" || e.reason === "interrupted")?.user ?? "";
	}
	beginning() {
		let e = this.#s || this.#i === "out";
		if (this.#a === "ringing" && e) return [this.#d()];
		if (this.#a !== "connected" || this.#i === "connected" && !this.#s) return [];
		let t = {
			name: u.ON_CALL_BEGIN,
			payload: y(this.#t, this.#n)
		};
		return this.#i === "dialing" ? [t] : [t, ...this.#t.legs.filter((e) => e.state === "joined" && e.user !== this.#n.user).map(({ user: e }) => ({
			name: u.USER_ENTER,
			payload: { userID: e }
		}))];
	}
	#d() {
		let e = this.#t, t = p(e, this.#n.user), n = t?.invited_by ?? e.caller, r = e.legs.filter((e) => e.state !== "gone" && e.user !== n).map((e) => e.user), i = e.user_data ?? "", a = {
			...y(e, this.#n),
			callerId: n,
			calleeIdList: r,
			userData: i,
			inviteData: i,
			sponsor: n,
			userIDList: r,
			inviteID: e.id,
			isFromGroup: e.group ?? !1,
			ringFor: Math.max(0, (t?.deadline ?? this.#r) - this.#r)
		};
		return {
			name: u.ON_CALL_RECEIVED,
			payload: a
		};
	}
	switched() {
		if (!this.#e || this.#s || this.#i === "out" || this.#e.media === this.#t.media) return [];
		let e = {
			oldCallType: _(this.#e.media),
			newCallType: _(this.#t.media)
		};
		return [{
			name: u.CALL_TYPE_CHANGED,
			payload: e
		}];
	}
};
function ne(e, t) {
	let n = p(e, t.user);
	return e.end !== void 0 && n?.role === "caller" && n.device === t.device && !e.answered_at;
}
function re(e, t, n) {
	let r = m(e, t);
	if (r === "out") return [];
	let i = r === "ringing" && n >= (p(e, t.user)?.deadline ?? Infinity), a = {
		...y(e, t),
		userID: t.user,
		...x(i ? "no_answer" : "unknown", "")
	};
	return r === "connected" ? [{
		name: u.ON_CALL_END,
		payload: {
			...a,
			totalTime: ie(e.answered_at, n)
		}
	}] : [{
		name: u.ON_CALL_NOT_CONNECTED,
		payload: a
	}];
}
function ie(e, t) {
	return e && t ? Math.max(0, Math.floor((t - e) / 1e3)) : 0;
}
function b(e) {
	return e && e !== "call_over" ? e : "unknown";
}
var ae = {
	hung_up: s.HANGUP,
	canceled: s.CANCELED,
	rejected: s.REJECT,
	busy: s.LINE_BUSY,
	no_answer: s.NO_RESPONSE,
	offline: s.OFFLINE,
	interrupted: s.OFFLINE,
	ended_by_app: s.END_BY_SERVER,
	answered_elsewhere: s.OTHER_DEVICE_ACCEPTED,
	rejected_elsewhere: s.OTHER_DEVICE_REJECT,
	unknown: s.UNKNOWN
};
function x(e, t) {
	return {
		reason: ae[e],
		word: e,
		deviceID: t
	};
}
// src/media-link.ts
var S = [
	0,
	300,
	1e3,
	2e3,
	4e3
], oe = class {
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o = "";
	#s = 0;
	constructor(e, t, n, r) {
		this.#e = e, this.#t = t, this.#n = n, this.#r = r;
	}
	client() {
		return this.#i ??= this.#e({
			...this.#u(),
			onState: (e) => this.#n.onState(e),
			onLost: (e) => {
				this.#l(e);
			}
		}).then((e) => this.#a = e, (e) => {
			throw this.#i = void 0, e;
		}), this.#i;
	}
	get entered() {
		return this.#o !== "";
	}
	enter(e) {
		this.#o !== e && (this.#o && this.leave(), this.#o = e, this.#c(++this.#s, 0));
	}
	leave() {
		let e = this.#o;
		this.#o = "", this.#s++, this.#a?.leave(), e && this.#n.onState("disconnected");
	}
	async #c(e, t) {
		for (let n = t;; n++) {
			let r = S[Math.min(n, S.length - 1)] ?? 0;
			if (r && await new Promise((e) => setTimeout(e, r)), e !== this.#s) return;
			this.#n.onState("connecting");
			try {
				let [t, n] = await Promise.all([this.client(), this.#t.ticket(this.#o)]);
				if (e !== this.#s) return;
				await t.join(n.url || this.#t.mediaUrl, n.token), e === this.#s && this.#n.onState("connected");
				return;
			} catch (r) {
				if (e !== this.#s) return;
				let i = r instanceof l ? r : void 0;
				if (this.#r.warn(`media: ${i?.message ?? String(r)}`), i?.final) return;
				n === t && i && this.#n.onError(i);
			}
		}
	}
	#l(e) {
		this.#o && (this.#r.debug(`media: room lost: ${e}`), this.#c(++this.#s, 1));
	}
	#u() {
		let e = this.#n;
		return {
			onVideo: (t, n) => e.onVideo(t, n),
			onAudio: (t, n) => e.onAudio(t, n),
			onVolumes: (t) => e.onVolumes(t),
			onQuality: (t) => e.onQuality(t),
			onDevices: (t) => e.onDevices(t),
			onError: (t) => e.onError(t)
		};
	}
};
// ../../node_modules/centrifuge/build/index.mjs
function C(e, t, n, r) {
	function i(e) {
		return e instanceof n ? e : new n(function(t) {
			t(e);
		});
	}
	return new (n ||= Promise)(function(n, a) {
		function o(e) {
			try {
				c(r.next(e));
			} catch (e) {
				a(e);
			}
		}
		function s(e) {
			try {
				c(r.throw(e));
			} catch (e) {
				a(e);
			}
		}
		function c(e) {
			e.done ? n(e.value) : i(e.value).then(o, s);
		}
		c((r = r.apply(e, t || [])).next());
	});
}
function se(e) {
	return e && e.__esModule && Object.prototype.hasOwnProperty.call(e, "default") ? e.default : e;
}
var w = { exports: {} }, T;
function ce() {
	if (T) return w.exports;
	T = 1;
	var e = typeof Reflect == "object" ? Reflect : null, t = e && typeof e.apply == "function" ? e.apply : function(e, t, n) {
		return Function.prototype.apply.call(e, t, n);
	}, n = e && typeof e.ownKeys == "function" ? e.ownKeys : Object.getOwnPropertySymbols ? function(e) {
		return Object.getOwnPropertyNames(e).concat(Object.getOwnPropertySymbols(e));
	} : function(e) {
		return Object.getOwnPropertyNames(e);
	};
	function r(e) {
		console && console.warn && console.warn(e);
	}
	var i = Number.isNaN || function(e) {
		return e !== e;
	};
	function a() {
		a.init.call(this);
	}
	w.exports = a, w.exports.once = ee, a.EventEmitter = a, a.prototype._events = void 0, a.prototype._eventsCount = 0, a.prototype._maxListeners = void 0;
	var o = 10;
	function s(e) {
		if (typeof e != "function") throw TypeError("The \"listener\" argument must be of type Function. Received type " + typeof e);
	}
	Object.defineProperty(a, "defaultMaxListeners", {
		enumerable: !0,
		get: function() {
			return o;
		},
		set: function(e) {
			if (typeof e != "number" || e < 0 || i(e)) throw RangeError("The value of \"defaultMaxListeners\" is out of range. It must be a non-negative number. Received " + e + ".");
			o = e;
		}
	}), a.init = function() {
		(this._events === void 0 || this._events === Object.getPrototypeOf(this)._events) && (this._events = Object.create(null), this._eventsCount = 0), this._maxListeners = this._maxListeners || void 0;
	}, a.prototype.setMaxListeners = function(e) {
		if (typeof e != "number" || e < 0 || i(e)) throw RangeError("The value of \"n\" is out of range. It must be a non-negative number. Received " + e + ".");
		return this._maxListeners = e, this;
	};
	function c(e) {
		return e._maxListeners === void 0 ? a.defaultMaxListeners : e._maxListeners;
	}
	a.prototype.getMaxListeners = function() {
		return c(this);
	}, a.prototype.emit = function(e) {
		for (var n = [], r = 1; r < arguments.length; r++) n.push(arguments[r]);
		var i = e === "error", a = this._events;
		if (a !== void 0) i &&= a.error === void 0;
		else if (!i) return !1;
		if (i) {
			var o;
			if (n.length > 0 && (o = n[0]), o instanceof Error) throw o;
			var s = /* @__PURE__ */ Error("Unhandled error." + (o ? " (" + o.message + ")" : ""));
			throw s.context = o, s;
		}
		var c = a[e];
		if (c === void 0) return !1;
		if (typeof c == "function") t(c, this, n);
		else for (var l = c.length, u = m(c, l), r = 0; r < l; ++r) t(u[r], this, n);
		return !0;
	};
	function l(e, t, n, i) {
		var a, o, l;
		if (s(n), o = e._events, o === void 0 ? (o = e._events = Object.create(null), e._eventsCount = 0) : (o.newListener !== void 0 && (e.emit("newListener", t, n.listener ? n.listener : n), o = e._events), l = o[t]), l === void 0) l = o[t] = n, ++e._eventsCount;
		else if (typeof l == "function" ? l = o[t] = i ? [n, l] : [l, n] : i ? l.unshift(n) : l.push(n), a = c(e), a > 0 && l.length > a && !l.warned) {
			l.warned = !0;
			var u = /* @__PURE__ */ Error("Possible EventEmitter memory leak detected. " + l.length + " " + String(t) + " listeners added. Use emitter.setMaxListeners() to increase limit");
			u.name = "MaxListenersExceededWarning", u.emitter = e, u.type = t, u.count = l.length, r(u);
		}
		return e;
	}
	a.prototype.addListener = function(e, t) {
		return l(this, e, t, !1);
	}, a.prototype.on = a.prototype.addListener, a.prototype.prependListener = function(e, t) {
		return l(this, e, t, !0);
	};
	function u() {
		if (!this.fired) return this.target.removeListener(this.type, this.wrapFn), this.fired = !0, arguments.length === 0 ? this.listener.call(this.target) : this.listener.apply(this.target, arguments);
	}
	function d(e, t, n) {
		var r = {
			fired: !1,
			wrapFn: void 0,
			target: e,
			type: t,
			listener: n
		}, i = u.bind(r);
		return i.listener = n, r.wrapFn = i, i;
	}
	a.prototype.once = function(e, t) {
		return s(t), this.on(e, d(this, e, t)), this;
	}, a.prototype.prependOnceListener = function(e, t) {
		return s(t), this.prependListener(e, d(this, e, t)), this;
	}, a.prototype.removeListener = function(e, t) {
		var n, r, i, a, o;
		if (s(t), r = this._events, r === void 0 || (n = r[e], n === void 0)) return this;
		if (n === t || n.listener === t) --this._eventsCount === 0 ? this._events = Object.create(null) : (delete r[e], r.removeListener && this.emit("removeListener", e, n.listener || t));
		else if (typeof n != "function") {
			for (i = -1, a = n.length - 1; a >= 0; a--) if (n[a] === t || n[a].listener === t) {
				o = n[a].listener, i = a;
				break;
			}
			if (i < 0) return this;
			i === 0 ? n.shift() : h(n, i), n.length === 1 && (r[e] = n[0]), r.removeListener !== void 0 && this.emit("removeListener", e, o || t);
		}
		return this;
	}, a.prototype.off = a.prototype.removeListener, a.prototype.removeAllListeners = function(e) {
		var t, n = this._events, r;
		if (n === void 0) return this;
		if (n.removeListener === void 0) return arguments.length === 0 ? (this._events = Object.create(null), this._eventsCount = 0) : n[e] !== void 0 && (--this._eventsCount === 0 ? this._events = Object.create(null) : delete n[e]), this;
		if (arguments.length === 0) {
			var i = Object.keys(n), a;
			for (r = 0; r < i.length; ++r) a = i[r], a !== "removeListener" && this.removeAllListeners(a);
			return this.removeAllListeners("removeListener"), this._events = Object.create(null), this._eventsCount = 0, this;
		}
		if (t = n[e], typeof t == "function") this.removeListener(e, t);
		else if (t !== void 0) for (r = t.length - 1; r >= 0; r--) this.removeListener(e, t[r]);
		return this;
	};
	function f(e, t, n) {
		var r = e._events;
		if (r === void 0) return [];
		var i = r[t];
		return i === void 0 ? [] : typeof i == "function" ? n ? [i.listener || i] : [i] : n ? g(i) : m(i, i.length);
	}
	a.prototype.listeners = function(e) {
		return f(this, e, !0);
	}, a.prototype.rawListeners = function(e) {
		return f(this, e, !1);
	}, a.listenerCount = function(e, t) {
		return typeof e.listenerCount == "function" ? e.listenerCount(t) : p.call(e, t);
	}, a.prototype.listenerCount = p;
	function p(e) {
		var t = this._events;
		if (t !== void 0) {
			var n = t[e];
			if (typeof n == "function") return 1;
			if (n !== void 0) return n.length;
		}
		return 0;
	}
	a.prototype.eventNames = function() {
		return this._eventsCount > 0 ? n(this._events) : [];
	};
	function m(e, t) {
		for (var n = Array(t), r = 0; r < t; ++r) n[r] = e[r];
		return n;
	}
	function h(e, t) {
		for (; t + 1 < e.length; t++) e[t] = e[t + 1];
		e.pop();
	}
	function g(e) {
		for (var t = Array(e.length), n = 0; n < t.length; ++n) t[n] = e[n].listener || e[n];
		return t;
	}
	function ee(e, t) {
		return new Promise(function(n, r) {
			function i(n) {
				e.removeListener(t, a), r(n);
			}
			function a() {
				typeof e.removeListener == "function" && e.removeListener("error", i), n([].slice.call(arguments));
			}
			v(e, t, a, { once: !0 }), t !== "error" && _(e, i, { once: !0 });
		});
	}
	function _(e, t, n) {
		typeof e.on == "function" && v(e, "error", t, n);
	}
	function v(e, t, n, r) {
		if (typeof e.on == "function") r.once ? e.once(t, n) : e.on(t, n);
		else if (typeof e.addEventListener == "function") e.addEventListener(t, function i(a) {
			r.once && e.removeEventListener(t, i), n(a);
		});
		else throw TypeError("The \"emitter\" argument must be of type EventEmitter. Received type " + typeof e);
	}
	return w.exports;
}
var E = /*@__PURE__*/ se(ce()), D;
(function(e) {
	e[e.timeout = 1] = "timeout", e[e.transportClosed = 2] = "transportClosed", e[e.clientDisconnected = 3] = "clientDisconnected", e[e.clientClosed = 4] = "clientClosed", e[e.clientConnectToken = 5] = "clientConnectToken", e[e.clientRefreshToken = 6] = "clientRefreshToken", e[e.subscriptionUnsubscribed = 7] = "subscriptionUnsubscribed", e[e.subscriptionSubscribeToken = 8] = "subscriptionSubscribeToken", e[e.subscriptionRefreshToken = 9] = "subscriptionRefreshToken", e[e.transportWriteError = 10] = "transportWriteError", e[e.connectionClosed = 11] = "connectionClosed", e[e.badConfiguration = 12] = "badConfiguration", e[e.subscriptionGetState = 13] = "subscriptionGetState", e[e.sharedPollGetSignature = 14] = "sharedPollGetSignature";
})(D ||= {});
var O;
(function(e) {
	e[e.connectCalled = 0] = "connectCalled", e[e.transportClosed = 1] = "transportClosed", e[e.noPing = 2] = "noPing", e[e.subscribeTimeout = 3] = "subscribeTimeout", e[e.unsubscribeError = 4] = "unsubscribeError";
})(O ||= {});
var k;
(function(e) {
	e[e.disconnectCalled = 0] = "disconnectCalled", e[e.unauthorized = 1] = "unauthorized", e[e.badProtocol = 2] = "badProtocol", e[e.messageSizeLimit = 3] = "messageSizeLimit", e[e.stateInvalidated = 3014] = "stateInvalidated";
})(k ||= {});
var A;
(function(e) {
	e[e.subscribeCalled = 0] = "subscribeCalled", e[e.transportClosed = 1] = "transportClosed";
})(A ||= {});
var j;
(function(e) {
	e[e.unsubscribeCalled = 0] = "unsubscribeCalled", e[e.unauthorized = 1] = "unauthorized", e[e.clientClosed = 2] = "clientClosed", e[e.stateInvalidated = 2502] = "stateInvalidated";
})(j ||= {});
var M;
(function(e) {
	e[e.channelCompaction = 1] = "channelCompaction", e[e.rejectUnrecovered = 2] = "rejectUnrecovered";
})(M ||= {});
var N;
(function(e) {
	e.Disconnected = "disconnected", e.Connecting = "connecting", e.Connected = "connected";
})(N ||= {});
var P;
(function(e) {
	e.Unsubscribed = "unsubscribed", e.Subscribing = "subscribing", e.Subscribed = "subscribed";
})(P ||= {});
function le(e, t) {
	return e.lastIndexOf(t, 0) === 0;
}
function F(e) {
	return e != null && typeof e == "function";
}
function ue(e, t) {
	if (globalThis.console) {
		let n = globalThis.console[e];
		F(n) && n.apply(globalThis.console, t);
	}
}
function de(e, t) {
	return Math.floor(Math.random() * (t - e + 1) + e);
}
function I(e, t, n) {
	e > 31 && (e = 31);
	let r = de(0, Math.min(n, t * 2 ** e));
	return Math.min(n, t + r);
}
function fe(e) {
	return "error" in e && e.error !== null;
}
function L(e) {
	return Math.min(e * 1e3, 2147483647);
}
function pe(e) {
	try {
		return typeof localStorage > "u" || localStorage === null || !F(localStorage.getItem) ? null : localStorage.getItem(e);
	} catch {
		return null;
	}
}
function R(e) {
	return e != null && Number(e) > 0;
}
function z(e) {
	if (e == null) return 0;
	if (typeof e == "object") {
		let t = e.low, n = e.high;
		if (typeof t == "number" && typeof n == "number") return (n >>> 0) * 4294967296 + (t >>> 0);
	}
	let t = Number(e);
	return isNaN(t) ? 0 : t;
}
var B;
(function(e) {
	e[e.Live = 0] = "Live", e[e.Stream = 1] = "Stream", e[e.State = 2] = "State";
})(B ||= {});
var V = class extends E {
	constructor(e, t, n) {
		super(), this._resubscribeTimeout = null, this._refreshTimeout = null, this._pendingOffset = null, this._removed = !1, this._getState = null, this._map = !1, this._mapPresenceType = 1, this._mapPhase = null, this._mapStateBuffer = [], this._mapStreamBuffer = [], this._mapCursor = "", this._mapPageSize = 0, this._mapUnrecoverableStrategy = "from_scratch", this._mapPositionResets = 0, this._subscribeFlow = 0, this._refreshGeneration = 0, this._sharedPollReplayPending = !1, this._stateTransitions = 0, this._sharedPollQueue = Promise.resolve(), this._subscribeCallFlow = null, this._deferredUnsubscribe = null, this._mapFlowRecovering = !1, this._mapFlowOffset = 0, this._mapFlowEpoch = null, this._mapFlowPositionResets = 0, this._debounceMs = 0, this._debouncePending = /* @__PURE__ */ new Map(), this._sharedPoll = !1, this._sharedPollEpoch = "", this._sharedPollTrackedItems = /* @__PURE__ */ new Map(), this._sharedPollGetSignature = null, this._sharedPollSignatureRefreshTimeout = null, this._sharedPollSignatureRefreshAttempts = 0, this._sharedPollTrackRetryTimeout = null, this._sharedPollTrackRetryAttempts = 0, this._sharedPollReplayRetryTimeout = null, this._sharedPollReplayRetryAttempts = 0, this._sharedPollSignatures = [], this._sharedPollSignatureRefreshTargetMs = null, this._sharedPollSignatureRefreshInFlight = !1, this._sharedPollSignatureRefreshAgain = !1, this._sharedPollSignatureRefreshKeys = /* @__PURE__ */ new Set(), this.channel = t, this.state = P.Unsubscribed, this._centrifuge = e, this._token = "", this._getToken = null, this._data = null, this._getData = null, this._recover = !1, this._offset = null, this._epoch = null, this._id = 0, this._recoverable = !1, this._positioned = !1, this._joinLeave = !1, this._minResubscribeDelay = 500, this._maxResubscribeDelay = 2e4, this._resubscribeTimeout = null, this._resubscribeAttempts = 0, this._promises = {}, this._promiseId = 0, this._inflight = !1, this._refreshTimeout = null, this._delta = "", this._delta_negotiated = !1, this._tagsFilter = null, this._prevValueMap = /* @__PURE__ */ new Map(), this._unsubPromise = Promise.resolve(), this._deltaNumPubs = 0, this._deltaNumFull = 0, this._deltaNumDelta = 0, this._deltaBytesReceived = 0, this._deltaBytesDecoded = 0, this._setOptions(n), this.type = this._sharedPoll ? "shared_poll" : this._map ? "map" : "stream", this._centrifuge._debugEnabled ? (this.on("state", (e) => {
			this._debug("subscription state", t, e.oldState, "->", e.newState);
		}), this.on("error", (e) => {
			this._debug("subscription error", t, e);
		})) : this.on("error", function() {
			Function.prototype();
		});
	}
	ready(e) {
		return this.state === P.Unsubscribed ? Promise.reject({
			code: D.subscriptionUnsubscribed,
			message: this.state
		}) : this.state === P.Subscribed ? Promise.resolve() : new Promise((t, n) => {
			let r = this._nextPromiseId(), i = {
				resolve: t,
				reject: n
			};
			e && (i.timeout = setTimeout(() => {
				delete this._promises[r], n({
					code: D.timeout,
					message: "timeout"
				});
			}, e)), this._promises[r] = i;
		});
	}
	subscribe() {
		if (this._removed) throw Error("Subscription to the channel " + this.channel + " was removed from the client");
		this._isSubscribed() || (this._isUnsubscribed() && (this._resubscribeAttempts = 0), this._setSubscribing(A.subscribeCalled, "subscribe called"));
	}
	unsubscribe() {
		this._setUnsubscribed(j.unsubscribeCalled, "unsubscribe called", !0);
	}
	_debouncedPublish(e, t, n) {
		let r = this._debouncePending.get(e);
		if (r) return r.data = t, r.dirty = !0, Promise.resolve({});
		let i = {
			data: t,
			dirty: !1,
			timer: null
		};
		return i.timer = setTimeout(() => {
			let t = this._debouncePending.get(e);
			if (!t || !t.dirty) {
				this._debouncePending.delete(e);
				return;
			}
			t.dirty = !1;
			let r = t.data;
			(n ? this._centrifuge.mapPublish(this.channel, e, r) : this._centrifuge.publish(this.channel, r)).catch(() => {}), t.timer = setTimeout(() => {
				let t = this._debouncePending.get(e);
				!t || !t.dirty ? this._debouncePending.delete(e) : (this._debouncePending.delete(e), this._debouncedPublish(e, t.data, n).catch(() => {}));
			}, this._debounceMs);
		}, this._debounceMs), this._debouncePending.set(e, i), n ? this._centrifuge.mapPublish(this.channel, e, t) : this._centrifuge.publish(this.channel, t);
	}
	_cancelDebounce(e) {
		let t = this._debouncePending.get(e);
		t && (clearTimeout(t.timer), this._debouncePending.delete(e));
	}
	_cancelAllDebounce() {
		for (let [, e] of this._debouncePending) clearTimeout(e.timer);
		this._debouncePending.clear();
	}
	presence() {
		return C(this, void 0, void 0, function* () {
			return yield this._methodCall(), this._centrifuge.presence(this.channel);
		});
	}
	presenceStats() {
		return C(this, void 0, void 0, function* () {
			return yield this._methodCall(), this._centrifuge.presenceStats(this.channel);
		});
	}
	setTagsFilter(e) {
		if (e && this._delta) throw Error("cannot use delta and tagsFilter together");
		this._tagsFilter = e, this._map && (this._recover = !1, this._offset = null, this._epoch = null, this._mapPositionResets++);
	}
	setData(e) {
		this._data = e;
	}
	deltaStats() {
		let e = this._deltaBytesDecoded;
		return {
			numPublications: this._deltaNumPubs,
			numFullPayloads: this._deltaNumFull,
			numDeltaPayloads: this._deltaNumDelta,
			bytesReceived: this._deltaBytesReceived,
			bytesDecoded: e,
			compressionRatio: e > 0 ? 1 - this._deltaBytesReceived / e : 0
		};
	}
	_methodCall() {
		return this._isSubscribed() ? Promise.resolve() : this._isUnsubscribed() ? Promise.reject({
			code: D.subscriptionUnsubscribed,
			message: this.state
		}) : new Promise((e, t) => {
			let n = this._centrifuge._config.timeout, r = this._nextPromiseId(), i = setTimeout(() => {
				delete this._promises[r], t({
					code: D.timeout,
					message: "timeout"
				});
			}, n);
			this._promises[r] = {
				timeout: i,
				resolve: e,
				reject: t
			};
		});
	}
	_nextPromiseId() {
		return ++this._promiseId;
	}
	_needRecover() {
		return this._recover === !0;
	}
	_isUnsubscribed() {
		return this.state === P.Unsubscribed;
	}
	_isSubscribing() {
		return this.state === P.Subscribing;
	}
	_isSubscribed() {
		return this.state === P.Subscribed;
	}
	_setState(e) {
		if (this.state !== e) {
			let t = this.state;
			return this.state = e, this._stateTransitions++, this.emit("state", {
				newState: e,
				oldState: t,
				channel: this.channel
			}), !0;
		}
		return !1;
	}
	_usesToken() {
		return this._token !== "" || this._getToken !== null;
	}
	_clearSubscribingState() {
		this._resubscribeAttempts = 0, this._clearResubscribeTimeout();
	}
	_clearSubscribedState() {
		this._clearRefreshTimeout(), this._refreshGeneration++, this._cancelAllDebounce(), this._clearSharedPollSignatureRefresh(), this._clearSharedPollTrackRetry(), this._clearSharedPollReplayRetry(), this._sharedPollSignatureRefreshTargetMs = null, this._sharedPollSignatureRefreshInFlight = !1, this._sharedPollSignatureRefreshAgain = !1;
	}
	_invalidateState() {
		this._getToken !== null && (this._token = ""), this._prevValueMap = /* @__PURE__ */ new Map(), this._map ? (this._offset = null, this._epoch = null, this._recover = !1, this._mapPositionResets++, this._mapStateBuffer = [], this._mapStreamBuffer = [], this._mapCursor = "", this._mapPhase = null) : this._offset !== null && (this._offset = 0, this._epoch = "_");
	}
	_setSubscribed(e) {
		if (!this._isSubscribing()) return;
		if (this._clearSubscribingState(), e.id && (this._id = e.id), e.recoverable ? (this._recover = !0, this._offset = z(e.offset), this._epoch = e.epoch || "") : this._recover = !1, this._delta_negotiated = !!e.delta, e.publish_debounce && (this._debounceMs = e.publish_debounce), this._sharedPoll) {
			let t = e.epoch || "";
			if (this._sharedPollEpoch !== "" && this._sharedPollEpoch !== t) for (let e of this._sharedPollTrackedItems.keys()) this._sharedPollTrackedItems.set(e, 0);
			this._sharedPollEpoch = t;
		}
		if (this._setState(P.Subscribed), !this._isSubscribed()) return;
		let t = this._centrifuge._getSubscribeContext(this.channel, e);
		if (this.emit("subscribed", t), !this._isSubscribed()) return;
		this._resolvePromises();
		let n = e.publications || [];
		for (let e = 0; e < n.length && this._isSubscribed(); e++) this._handlePublication(n[e]);
		e.expires === !0 && this._isSubscribed() && (this._refreshTimeout = setTimeout(() => this._refresh(), L(e.ttl)));
	}
	_setSubscribing(e, t) {
		return C(this, void 0, void 0, function* () {
			if (this._isSubscribing()) return;
			this._isSubscribed() && this._clearSubscribedState(), this._id = 0;
			let n = this._stateTransitions + 1;
			this._setState(P.Subscribing) && this._stateTransitions === n && this.emit("subscribing", {
				channel: this.channel,
				code: e,
				reason: t
			}), this._centrifuge._transport && this._centrifuge._transport.emulation() && (yield this._unsubPromise, yield this._centrifuge._removedSubscriptionUnsubscribed(this.channel), yield this._sharedPollQueue), this._isSubscribing() && this._subscribe();
		});
	}
	_subscribe() {
		if (this._debug("subscribing on", this.channel), !this._isTransportOpen()) return this._debug("delay subscribe on", this.channel, "till connected"), null;
		if (this._inflight) return null;
		if (this._inflight = !0, this._map) return this._mapSubscribe(), null;
		let e = this._subscribeFlow;
		return this._getState && this._offset === null ? (this._loadStreamState(e), null) : this._canSubscribeWithoutGettingToken() ? this._subscribeWithoutToken(e) : (this._getSubscriptionToken().then((t) => this._handleTokenResponse(t, e)).catch((t) => this._handleTokenError(t, e)), null);
	}
	_flowOutdated(e) {
		return e !== this._subscribeFlow;
	}
	_mustDeferUnsubscribe() {
		let e = this._centrifuge._transport;
		return this._subscribeCallFlow === this._subscribeFlow && !!e && e.emulation();
	}
	_settleSubscribeCall(e, t, n) {
		this._subscribeCallFlow === e && (this._subscribeCallFlow = null);
		let r = this._deferredUnsubscribe;
		return r === null || r.flow !== e ? !1 : (this._deferredUnsubscribe = null, t ? (this._centrifuge._unsubscribe(this).then(r.resolve), !0) : (r.resolve(), n && n.code === D.timeout && this._centrifuge._disconnect(O.subscribeTimeout, "subscribe timeout", !0), !0));
	}
	_isTransportOpen() {
		return this._centrifuge._transportIsOpen;
	}
	_canSubscribeWithoutGettingToken() {
		return !this._usesToken() || !!this._token;
	}
	_subscribeWithoutToken(e) {
		return this._getData ? (this._getDataAndSubscribe(this._token, e), null) : this._sendSubscribe(this._token);
	}
	_loadStreamState(e) {
		this._isSubscribing() ? this._callAsync(() => this._getState()).then((t) => {
			this._flowOutdated(e) || (this._isSubscribing() ? (this._offset = z(t.offset), this._epoch = t.epoch, this._recover = !0, this._canSubscribeWithoutGettingToken() ? this._subscribeWithoutToken(e) : this._getSubscriptionToken().then((t) => this._handleTokenResponse(t, e)).catch((t) => this._handleTokenError(t, e))) : this._inflight = !1);
		}).catch((t) => {
			this._flowOutdated(e) || (this._isSubscribing() ? (this._inflight = !1, this._subscribeError({
				code: D.subscriptionGetState,
				message: t?.toString() || "getState failed",
				temporary: !0
			})) : this._inflight = !1);
		}) : this._inflight = !1;
	}
	_getDataAndSubscribe(e, t) {
		this._getData ? this._callAsync(() => this._getData({ channel: this.channel })).then((n) => {
			this._flowOutdated(t) || (this._isSubscribing() ? (this._data = n, this._sendSubscribe(e)) : this._inflight = !1);
		}).catch((e) => this._handleGetDataError(e, t)) : this._inflight = !1;
	}
	_handleGetDataError(e, t) {
		this._flowOutdated(t) || (this._isSubscribing() ? e instanceof K ? (this._inflight = !1, this._failUnauthorized()) : this._emitError({
			type: "subscribeData",
			channel: this.channel,
			error: {
				code: D.badConfiguration,
				message: e?.toString() || ""
			}
		}, () => {
			this._inflight = !1, this._scheduleResubscribe();
		}) : this._inflight = !1);
	}
	_handleTokenResponse(e, t) {
		this._flowOutdated(t) || (this._isSubscribing() ? e ? (this._token = e, this._getData ? this._getDataAndSubscribe(e, t) : this._sendSubscribe(e)) : (this._inflight = !1, this._failUnauthorized()) : this._inflight = !1);
	}
	_handleTokenError(e, t) {
		this._flowOutdated(t) || (this._isSubscribing() ? e instanceof K ? (this._inflight = !1, this._failUnauthorized()) : this._emitError({
			type: "subscribeToken",
			channel: this.channel,
			error: {
				code: D.subscriptionSubscribeToken,
				message: e?.toString() || ""
			}
		}, () => {
			this._inflight = !1, this._scheduleResubscribe();
		}) : this._inflight = !1);
	}
	_sendSubscribe(e) {
		if (!this._isTransportOpen()) return this._inflight = !1, null;
		let t = this._buildSubscribeCommand(e), n = this._subscribeFlow;
		return this._subscribeCallFlow = n, this._centrifuge._call(t).then((e) => {
			try {
				if (this._settleSubscribeCall(n, !0) || n !== this._subscribeFlow) return;
				this._inflight = !1, this._handleSubscribeResponse(e.reply.subscribe);
			} catch (e) {
				this._centrifuge._dispatchFailed(e);
			} finally {
				e.next && e.next();
			}
		}, (e) => {
			try {
				if (this._settleSubscribeCall(n, !1, e.error) || n !== this._subscribeFlow) return;
				this._inflight = !1, this._handleSubscribeError(e.error);
			} catch (t) {
				this._centrifuge._rejectionFailed(t, e);
			} finally {
				e.next && e.next();
			}
		}), t;
	}
	_buildSubscribeCommand(e) {
		let t = { channel: this.channel };
		if (e && (t.token = e), this._data && (t.data = this._data), this._sharedPoll) return t.type = 4, this._delta && (t.delta = this._delta), { subscribe: t };
		if (this._positioned && (t.positioned = !0), this._recoverable && (t.recoverable = !0), this._joinLeave && (t.join_leave = !0), t.flag = M.channelCompaction, this._getState && (t.flag |= M.rejectUnrecovered), this._needRecover()) {
			t.recover = !0;
			let e = this._getOffset();
			e && (t.offset = e);
			let n = this._getEpoch();
			n && (t.epoch = n);
		}
		return this._delta && (t.delta = this._delta), this._tagsFilter && (t.tf = this._tagsFilter), { subscribe: t };
	}
	_debug(...e) {
		this._centrifuge._debug(...e);
	}
	emit(e, ...t) {
		try {
			return E.prototype.emit.call(this, e, ...t);
		} catch (e) {
			return this._centrifuge._handlerFailed(e), !0;
		}
	}
	_handleSubscribeError(e) {
		this._isSubscribing() && e.code !== D.connectionClosed && (e.code === D.timeout ? this._centrifuge._disconnect(O.subscribeTimeout, "subscribe timeout", !0) : e.code === 112 && this._getState ? (this._offset = null, this._epoch = null, this._recover = !1, this._prevValueMap = /* @__PURE__ */ new Map(), this._scheduleResubscribe()) : this._subscribeError(e));
	}
	_handleSubscribeResponse(e) {
		if (this._isSubscribing()) {
			this._sharedPollReplayPending = this._sharedPoll;
			try {
				this._setSubscribed(e);
			} finally {
				this._sharedPollReplayPending = !1;
			}
			this._sharedPoll && this._sharedPollReplayTrack();
		}
	}
	_setUnsubscribed(e, t, n) {
		if (this._isUnsubscribed()) return Promise.resolve();
		let r = Promise.resolve();
		if (this._isSubscribed()) n && (r = this._unsubPromise = this._centrifuge._unsubscribe(this)), this._clearSubscribedState();
		else if (this._isSubscribing()) {
			if (this._inflight && n) {
				if (this._mustDeferUnsubscribe()) {
					let e = this._subscribeFlow;
					r = this._unsubPromise = new Promise((t) => {
						this._deferredUnsubscribe = {
							flow: e,
							resolve: t
						};
					});
				} else r = this._unsubPromise = this._centrifuge._unsubscribe(this);
			}
			this._clearSubscribingState();
		}
		this._inflight = !1, this._subscribeFlow++, this._id = 0, this._sharedPollEpoch = "", this._sharedPollSignatures = [], this._sharedPollTrackedItems.clear(), this._sharedPollSignatureRefreshInFlight = !1, this._sharedPollSignatureRefreshAgain = !1, this._sharedPollSignatureRefreshTargetMs = null, this._cancelAllDebounce(), this._rejectPromises({
			code: D.subscriptionUnsubscribed,
			message: P.Unsubscribed
		});
		let i = this._stateTransitions + 1;
		return this._setState(P.Unsubscribed) && this._stateTransitions === i && this.emit("unsubscribed", {
			channel: this.channel,
			code: e,
			reason: t
		}), r;
	}
	_handlePublication(e) {
		if (this._sharedPoll && e.key && !e.removed && R(e.version)) {
			let t = this._sharedPollTrackedItems.get(e.key);
			if (t !== void 0 && t > 0 && z(e.version) <= t) return;
		}
		if (this._delta && this._delta_negotiated) {
			let t = (this._map || this._sharedPoll) && e.key || "";
			if (e.removed) this._prevValueMap.delete(t);
			else {
				let { newData: n, newPrevValue: r, isDelta: i, wireBytes: a, fullBytes: o } = this._centrifuge._codec.applyDeltaIfNeeded(e, this._prevValueMap.get(t));
				e.data = n, this._deltaNumPubs++, this._deltaBytesReceived += a, this._deltaBytesDecoded += o, i ? this._deltaNumDelta++ : this._deltaNumFull++, this._prevValueMap.set(t, r);
			}
		}
		let t;
		if (this._sharedPoll) {
			if (e.key && !this._sharedPollTrackedItems.has(e.key)) return;
			t = this._getSharedPollUpdateContext(e);
		} else t = this._map ? this._getMapUpdateContext(e) : this._centrifuge._getPublicationContext(this.channel, e);
		if (this._map || this._sharedPoll) {
			if (this.emit("publication", t), !this._isSubscribed()) return;
			this._setPublicationPosition(e), this.emit("update", t);
		} else {
			this._pendingOffset = R(e.offset) ? z(e.offset) : null;
			let n = this._centrifuge._handlerFailures;
			try {
				this.emit("publication", t);
			} finally {
				this._pendingOffset = null;
			}
			if (this._centrifuge._handlerFailures !== n) return;
			this._setPublicationPosition(e);
		}
	}
	_setPublicationPosition(e) {
		this._sharedPoll && e.key && this._sharedPollTrackedItems.has(e.key) && (e.removed ? this._sharedPollTrackedItems.delete(e.key) : e.version && this._sharedPollTrackedItems.set(e.key, z(e.version))), R(e.offset) && (this._offset = z(e.offset)), e.epoch && (this._epoch = e.epoch);
	}
	_seedDeltaTracking(e, t) {
		if (this._delta && e.key) {
			if (e.removed) this._prevValueMap.delete(e.key);
			else if (!t) this._prevValueMap.set(e.key, e.data);
			else if (typeof e.data == "string") {
				let t = e.data, n = new TextEncoder().encode(t);
				this._prevValueMap.set(e.key, n);
				let r = n.length;
				this._deltaNumPubs++, this._deltaNumFull++, this._deltaBytesReceived += r, this._deltaBytesDecoded += r, e.data = JSON.parse(t);
			} else if (e.data instanceof Uint8Array) {
				this._prevValueMap.set(e.key, e.data);
				let t = e.data.length;
				this._deltaNumPubs++, this._deltaNumFull++, this._deltaBytesReceived += t, this._deltaBytesDecoded += t;
			}
		}
	}
	_handleJoin(e) {
		let t = this._centrifuge._getJoinLeaveContext(e.info);
		this.emit("join", {
			channel: this.channel,
			info: t
		});
	}
	_handleLeave(e) {
		let t = this._centrifuge._getJoinLeaveContext(e.info);
		this.emit("leave", {
			channel: this.channel,
			info: t
		});
	}
	_resolvePromises() {
		for (let e in this._promises) this._promises.hasOwnProperty(e) && (this._promises[e].timeout && clearTimeout(this._promises[e].timeout), this._promises[e].resolve(), delete this._promises[e]);
	}
	_rejectPromises(e) {
		for (let t in this._promises) this._promises.hasOwnProperty(t) && (this._promises[t].timeout && clearTimeout(this._promises[t].timeout), this._promises[t].reject(e), delete this._promises[t]);
	}
	_scheduleResubscribe() {
		if (!this._isSubscribing()) {
			this._debug("not in subscribing state, skip resubscribe scheduling", this.channel);
			return;
		}
		let e = this, t = this._getResubscribeDelay();
		this._clearResubscribeTimeout(), this._resubscribeTimeout = setTimeout(function() {
			e._resubscribeTimeout = null, e._isSubscribing() && e._subscribe();
		}, t), this._debug("resubscribe scheduled after " + t, this.channel);
	}
	_emitError(e, t) {
		let n = this._subscribeFlow;
		try {
			this.emit("error", e);
		} finally {
			n === this._subscribeFlow && t();
		}
	}
	_subscribeError(e) {
		if (this._isSubscribing()) {
			if (e.code === 109 && this._getToken === null) {
				try {
					this.emit("error", {
						type: "configuration",
						channel: this.channel,
						error: {
							code: D.badConfiguration,
							message: "subscription token expired but no getToken function set"
						}
					});
				} catch (e) {
					this._centrifuge._reportDispatchError(e);
				}
				this._setUnsubscribed(j.unauthorized, "unauthorized", !1);
			} else if (e.code < 100 || e.code === 109 || e.temporary === !0) {
				e.code === 109 && (this._token = "");
				let t = {
					channel: this.channel,
					type: "subscribe",
					error: e
				};
				this._centrifuge.state === N.Connected ? this._emitError(t, () => this._scheduleResubscribe()) : this._scheduleResubscribe();
			} else this._setUnsubscribed(e.code, e.message, !1);
		}
	}
	_getResubscribeDelay() {
		let e = I(this._resubscribeAttempts, this._minResubscribeDelay, this._maxResubscribeDelay);
		return this._resubscribeAttempts++, e;
	}
	_setOptions(e) {
		if (e) {
			if (e.since && (this._offset = z(e.since.offset), this._epoch = e.since.epoch || "", this._recover = !0), e.data && (this._data = e.data), e.getData && (this._getData = e.getData), e.minResubscribeDelay !== void 0 && (this._minResubscribeDelay = e.minResubscribeDelay), e.maxResubscribeDelay !== void 0 && (this._maxResubscribeDelay = e.maxResubscribeDelay), e.token && (this._token = e.token), e.getToken && (this._getToken = e.getToken), e.positioned === !0 && (this._positioned = !0), e.recoverable === !0 && (this._recoverable = !0), e.joinLeave === !0 && (this._joinLeave = !0), e.delta) {
				if (e.delta !== "fossil") throw Error("unsupported delta format");
				this._delta = e.delta;
			}
			if (e.tagsFilter && (this._tagsFilter = e.tagsFilter), this._tagsFilter && this._delta) throw Error("cannot use delta and tagsFilter together");
			e.getState && (this._getState = e.getState, this._recover = !0), e.map === !0 && (this._map = !0), e.mapPageSize !== void 0 && (this._mapPageSize = e.mapPageSize), e.mapPresenceType !== void 0 && (this._mapPresenceType = e.mapPresenceType, this._map = !0), e.mapUnrecoverableStrategy && (this._mapUnrecoverableStrategy = e.mapUnrecoverableStrategy), e.sharedPoll === !0 && (this._sharedPoll = !0), e.sharedPollGetSignature && (this._sharedPollGetSignature = e.sharedPollGetSignature);
		}
	}
	_getOffset() {
		if (this._pendingOffset !== null) return this._pendingOffset;
		let e = this._offset;
		return e === null ? 0 : e;
	}
	_getEpoch() {
		let e = this._epoch;
		return e === null ? "" : e;
	}
	_clearRefreshTimeout() {
		this._refreshTimeout !== null && (clearTimeout(this._refreshTimeout), this._refreshTimeout = null);
	}
	_clearResubscribeTimeout() {
		this._resubscribeTimeout !== null && (clearTimeout(this._resubscribeTimeout), this._resubscribeTimeout = null);
	}
	_getSubscriptionToken() {
		this._debug("get subscription token for channel", this.channel);
		let e = { channel: this.channel }, t = this._getToken;
		if (t === null) {
			try {
				this.emit("error", {
					type: "configuration",
					channel: this.channel,
					error: {
						code: D.badConfiguration,
						message: "provide a function to get channel subscription token"
					}
				});
			} catch (e) {
				this._centrifuge._reportDispatchError(e);
			}
			return Promise.reject(new K(""));
		}
		return this._callAsync(() => t(e));
	}
	_refresh() {
		this._clearRefreshTimeout();
		let e = this, t = this._refreshGeneration;
		this._getSubscriptionToken().then(function(n) {
			if (t !== e._refreshGeneration || !e._isSubscribed()) return;
			if (!n) {
				e._failUnauthorized();
				return;
			}
			e._token = n;
			let r = { sub_refresh: {
				channel: e.channel,
				token: n
			} };
			e._centrifuge._call(r).then((t) => {
				try {
					e._refreshResponse(t.reply.sub_refresh);
				} catch (t) {
					e._centrifuge._dispatchFailed(t);
				} finally {
					t.next && t.next();
				}
			}, (t) => {
				try {
					e._refreshError(t.error);
				} catch (n) {
					e._centrifuge._rejectionFailed(n, t);
				} finally {
					t.next && t.next();
				}
			});
		}).catch(function(n) {
			t === e._refreshGeneration && e._isSubscribed() && (n instanceof K ? e._failUnauthorized() : e._emitError({
				type: "refreshToken",
				channel: e.channel,
				error: {
					code: D.subscriptionRefreshToken,
					message: n === void 0 ? "" : n.toString()
				}
			}, () => {
				t === e._refreshGeneration && e._isSubscribed() && (e._refreshTimeout = setTimeout(() => e._refresh(), e._getRefreshRetryDelay()));
			}));
		});
	}
	_refreshResponse(e) {
		this._isSubscribed() && (this._debug("subscription token refreshed, channel", this.channel), this._clearRefreshTimeout(), e.expires === !0 && (this._refreshTimeout = setTimeout(() => this._refresh(), L(e.ttl))));
	}
	_refreshError(e) {
		this._isSubscribed() && (e.code < 100 || e.temporary === !0 ? this._emitError({
			type: "refresh",
			channel: this.channel,
			error: e
		}, () => {
			this._isSubscribed() && (this._refreshTimeout = setTimeout(() => this._refresh(), this._getRefreshRetryDelay()));
		}) : this._setUnsubscribed(e.code, e.message, !0));
	}
	_getRefreshRetryDelay() {
		return I(0, 1e4, 2e4);
	}
	_callAsync(e) {
		try {
			return Promise.resolve(e());
		} catch (e) {
			return Promise.reject(e);
		}
	}
	_failUnauthorized() {
		this._setUnsubscribed(j.unauthorized, "unauthorized", !0);
	}
	_sendTrackRequest(e, t) {
		if (e.length === 0) return Promise.resolve();
		let n = [], r = [], i = 100;
		if (t && t.length > 0) for (let e of t) i += e.length + 4;
		for (let t of e) {
			let e = 100;
			for (let n of t.items) e += n.key.length + 16;
			r.length > 0 && i + e > 6e4 && (n.push(r), r = [], i = 100), r.push(t), i += e;
		}
		r.length > 0 && n.push(r);
		let a = (e) => n.slice(e).flatMap((e) => e.flatMap((e) => e.items.map((e) => e.key))), o = (e, t, n) => new Promise((r, i) => {
			let o = {
				channel: this.channel,
				type: 1,
				track: e.map((e) => ({
					signature: e.signature,
					items: e.items.map((e) => e.version > 0 ? e : { key: e.key })
				}))
			};
			n && n.length > 0 && (o.untrack = n);
			let s = { sub_refresh: o };
			this._centrifuge._call(s).then((t) => {
				try {
					this._handleTrackResponse(t.reply.sub_refresh, e.flatMap((e) => e.items.map((e) => e.key)), n);
				} catch (e) {
					this._centrifuge._dispatchFailed(e);
				} finally {
					t.next && t.next();
				}
				r();
			}, (e) => {
				e.next && e.next(), this._sharedPollRequestFailed(e.error), i({
					error: e.error,
					keys: a(t)
				});
			});
		});
		return this._sharedPollSerial(() => n.reduce((e, n, r) => e.then(() => o(n, r, r === 0 ? t : void 0)), Promise.resolve()));
	}
	_isEmulation() {
		let e = this._centrifuge._transport;
		return !!e && e.emulation();
	}
	_sharedPollSerial(e) {
		if (!this._isEmulation()) return e();
		let t = this._refreshGeneration, n = this._sharedPollQueue.then(() => {
			if (t === this._refreshGeneration && this._isSubscribed()) return e();
		});
		return this._sharedPollQueue = n.then(() => void 0, () => void 0), n;
	}
	_sharedPollRequestFailed(e) {
		e && e.code === D.timeout && this._isEmulation() && this._centrifuge._disconnect(O.subscribeTimeout, "shared poll request timeout", !0);
	}
	_sendUntrackRequest(e) {
		return this._sharedPollSerial(() => new Promise((t, n) => {
			let r = { sub_refresh: {
				channel: this.channel,
				type: 2,
				untrack: e
			} };
			this._centrifuge._call(r).then((e) => {
				e.next && e.next(), t();
			}, (e) => {
				e.next && e.next(), this._sharedPollRequestFailed(e.error), n(e.error);
			});
		}));
	}
	_handleTrackResponse(e, t, n) {
		if (!this._isSubscribed()) return;
		if (this._clearSharedPollTrackRetry(), e && e.items && e.items.length > 0) for (let t of e.items) {
			if (!this._isSubscribed()) return;
			this._handlePublication(t);
		}
		if (!this._isSubscribed()) return;
		let r = new Set(n || []), i = t.filter((e) => !r.has(e) && !this._sharedPollTrackedItems.has(e));
		if (i.length > 0 && this._sendUntrackRequest(i).catch((e) => {
			this.emit("error", {
				type: "untrack",
				channel: this.channel,
				error: e
			});
		}), e && e.expires === !0) {
			let t = Date.now() + (e.ttl > 0 ? e.ttl * 1e3 : 1e3);
			this._maybeScheduleSharedPollSignatureRefresh(t);
		}
	}
	_maybeScheduleSharedPollSignatureRefresh(e) {
		e === null ? (this._sharedPollSignatureRefreshTargetMs = null, this._clearSharedPollSignatureRefresh()) : this._isSubscribed() && (this._sharedPollSignatureRefreshTargetMs !== null && e >= this._sharedPollSignatureRefreshTargetMs || (this._sharedPollSignatureRefreshTargetMs = e, this._clearSharedPollSignatureRefresh(), this._sharedPollSignatureRefreshTimeout = setTimeout(() => this._sharedPollRefreshSignature(), Math.max(0, e - Date.now()))));
	}
	_clearSharedPollSignatureRefresh() {
		this._sharedPollSignatureRefreshTimeout !== null && (clearTimeout(this._sharedPollSignatureRefreshTimeout), this._sharedPollSignatureRefreshTimeout = null), this._sharedPollSignatureRefreshAttempts = 0;
	}
	_clearSharedPollTrackRetry() {
		this._sharedPollTrackRetryTimeout !== null && (clearTimeout(this._sharedPollTrackRetryTimeout), this._sharedPollTrackRetryTimeout = null), this._sharedPollTrackRetryAttempts = 0;
	}
	_scheduleSharedPollReplayRetry() {
		this._sharedPollReplayRetryTimeout !== null && clearTimeout(this._sharedPollReplayRetryTimeout), this._sharedPollReplayRetryTimeout = setTimeout(() => this._sharedPollReplayTrack(), I(this._sharedPollReplayRetryAttempts++, 5e3, 3e4));
	}
	_clearSharedPollReplayRetry() {
		this._sharedPollReplayRetryTimeout !== null && (clearTimeout(this._sharedPollReplayRetryTimeout), this._sharedPollReplayRetryTimeout = null), this._sharedPollReplayRetryAttempts = 0;
	}
	_addSharedPollSignature(e, t) {
		let n = new Set(e);
		this._sharedPollSignatures = this._sharedPollSignatures.filter((e) => !e.keys.every((e) => n.has(e))), this._sharedPollSignatures.push({
			keys: e,
			signature: t
		});
	}
	_handleTrackError(e, t) {
		this._isSubscribed() && this._emitError({
			type: "track",
			channel: this.channel,
			error: e
		}, () => {
			this._isSubscribed() && (e.code === 109 ? this._sharedPollRefreshSignature() : e.code < 100 || e.temporary === !0 ? this._sharedPollTrackRetryTimeout = setTimeout(() => this._sharedPollReplayTrack(), I(this._sharedPollTrackRetryAttempts++, 1e3, 15e3)) : this._untrackFailedKeys(t));
		});
	}
	_untrackFailedKeys(e) {
		let t = e.filter((e) => this._sharedPollTrackedItems.has(e));
		if (t.length !== 0) {
			for (let e of t) this._sharedPollTrackedItems.delete(e);
			this._sharedPollSignatures = this._sharedPollSignatures.filter((e) => e.keys.some((e) => this._sharedPollTrackedItems.has(e))), this._sendUntrackRequest(t).catch((e) => {
				this.emit("error", {
					type: "untrack",
					channel: this.channel,
					error: e
				});
			});
			for (let e of t) {
				if (!this._isSubscribed()) return;
				this.emit("update", {
					channel: this.channel,
					key: e,
					data: null,
					removed: !0
				});
			}
		}
	}
	_sharedPollRefreshSignature() {
		if (this._clearSharedPollSignatureRefresh(), !this._isSubscribed() || !this._sharedPollGetSignature || this._sharedPollTrackedItems.size === 0) return;
		if (this._sharedPollSignatureRefreshInFlight) {
			for (let e of this._sharedPollTrackedItems.keys()) if (!this._sharedPollSignatureRefreshKeys.has(e)) {
				this._sharedPollSignatureRefreshAgain = !0;
				break;
			}
			return;
		}
		this._sharedPollSignatureRefreshTargetMs = null, this._sharedPollSignatureRefreshInFlight = !0;
		let e = Array.from(this._sharedPollTrackedItems.keys());
		this._sharedPollSignatureRefreshKeys = new Set(e);
		let t = this, n = this._refreshGeneration;
		this._callAsync(() => this._sharedPollGetSignature({ keys: e })).then((r) => {
			if (n !== t._refreshGeneration || (t._sharedPollSignatureRefreshInFlight = !1, !t._isSubscribed())) return;
			t._sharedPollSignatureRefreshAttempts = 0, t._sharedPollSignatureRefreshAgain && (t._sharedPollSignatureRefreshAgain = !1, Promise.resolve().then(() => t._sharedPollRefreshSignature()));
			let i = new Set(r.keys), a = [];
			for (let n of e) if (!i.has(n) && this._sharedPollTrackedItems.has(n)) {
				if (t._sharedPollTrackedItems.delete(n), a.push(n), !t._isSubscribed()) continue;
				t.emit("update", {
					channel: t.channel,
					key: n,
					data: null,
					removed: !0
				});
			}
			a.length > 0 && t._sendUntrackRequest(a).catch((e) => {
				t.emit("error", {
					type: "untrack",
					channel: t.channel,
					error: e
				});
			});
			let o = [];
			for (let e of r.keys) {
				let n = t._sharedPollTrackedItems.get(e);
				n !== void 0 && o.push({
					key: e,
					version: n
				});
			}
			let s = new Set(r.keys), c = t._sharedPollSignatures.filter((e) => e.keys.some((e) => t._sharedPollTrackedItems.has(e) && !s.has(e)));
			t._sharedPollSignatures = o.length > 0 ? [{
				keys: r.keys,
				signature: r.signature
			}, ...c] : c, o.length !== 0 && t._sendTrackRequest([{
				items: o,
				signature: r.signature
			}]).catch((e) => {
				t._handleTrackError(e.error, e.keys);
			});
		}).catch((e) => {
			n === t._refreshGeneration && (t._sharedPollSignatureRefreshInFlight = !1, t._sharedPollSignatureRefreshAgain = !1, t._emitError({
				type: "signatureRefresh",
				channel: t.channel,
				error: {
					code: D.sharedPollGetSignature,
					message: e === void 0 ? "" : e.toString()
				}
			}, () => {
				n === t._refreshGeneration && t._isSubscribed() && (t._sharedPollSignatureRefreshTimeout = setTimeout(() => t._sharedPollRefreshSignature(), I(t._sharedPollSignatureRefreshAttempts++, 5e3, 3e4)));
			}));
		});
	}
	_sharedPollReplayTrack() {
		if (!this._isSubscribed() || this._sharedPollTrackedItems.size === 0 && this._sharedPollSignatures.length === 0) return;
		let e = /* @__PURE__ */ new Set(), t = [], n = [];
		for (let r of this._sharedPollSignatures) {
			let i = r.keys.map((e) => ({
				key: e,
				version: this._sharedPollTrackedItems.get(e) ?? 0
			}));
			t.push({
				items: i,
				signature: r.signature
			});
			for (let t of r.keys) this._sharedPollTrackedItems.has(t) ? e.add(t) : n.push(t);
		}
		t.length > 0 && this._sendTrackRequest(t, n).catch((e) => {
			this._handleTrackError(e.error, e.keys);
		});
		let r = [];
		for (let t of this._sharedPollTrackedItems.keys()) e.has(t) || r.push(t);
		if (r.length === 0) return;
		if (!this._sharedPollGetSignature) {
			this.emit("error", {
				type: "track",
				channel: this.channel,
				error: {
					code: D.sharedPollGetSignature,
					message: "getSignature callback required for tracked keys without an explicit signature"
				}
			});
			return;
		}
		let i = this, a = this._refreshGeneration;
		this._callAsync(() => this._sharedPollGetSignature({ keys: r })).then((e) => {
			if (a !== i._refreshGeneration || !i._isSubscribed()) return;
			i._clearSharedPollReplayRetry();
			let t = new Set(e.keys), n = [];
			for (let e of r) if (!t.has(e) && this._sharedPollTrackedItems.has(e)) {
				if (i._sharedPollTrackedItems.delete(e), n.push(e), !i._isSubscribed()) continue;
				i.emit("update", {
					channel: i.channel,
					key: e,
					data: null,
					removed: !0
				});
			}
			n.length > 0 && i._sendUntrackRequest(n).catch((e) => {
				i.emit("error", {
					type: "untrack",
					channel: i.channel,
					error: e
				});
			});
			let o = [];
			for (let t of e.keys) {
				let e = i._sharedPollTrackedItems.get(t);
				e !== void 0 && o.push({
					key: t,
					version: e
				});
			}
			o.length !== 0 && (i._addSharedPollSignature(e.keys, e.signature), i._sendTrackRequest([{
				items: o,
				signature: e.signature
			}]).catch((e) => {
				i._handleTrackError(e.error, e.keys);
			}));
		}).catch((e) => {
			a === i._refreshGeneration && i._isSubscribed() && i._emitError({
				type: "signatureRefresh",
				channel: i.channel,
				error: {
					code: D.sharedPollGetSignature,
					message: e === void 0 ? "" : e.toString()
				}
			}, () => {
				a === i._refreshGeneration && i._isSubscribed() && (i._sharedPollReplayRetryTimeout = setTimeout(() => i._sharedPollReplayTrack(), I(i._sharedPollReplayRetryAttempts++, 5e3, 3e4)));
			});
		});
	}
	_mapSubscribe() {
		this._debug("starting map subscribe on", this.channel);
		let e = ++this._subscribeFlow, t = () => {
			this._mapStateBuffer = [], this._mapStreamBuffer = [], this._mapCursor = "";
			let t = this._recover && this._offset !== null && this._epoch !== null;
			t || (this._prevValueMap = /* @__PURE__ */ new Map()), this._mapFlowRecovering = t, this._mapFlowOffset = t ? this._offset : 0, this._mapFlowEpoch = t ? this._epoch : null, this._mapFlowPositionResets = this._mapPositionResets, this._mapPhase = B.State, t ? (this._debug("map subscribe: recovering from position, skipping to stream phase"), this._mapPhase = B.Stream, this._fetchStream(e)) : this._fetchSnapshot(e);
		};
		this._canSubscribeWithoutGettingToken() ? t() : this._getSubscriptionToken().then((n) => {
			e === this._subscribeFlow && (this._isSubscribing() ? n ? (this._token = n, t()) : (this._inflight = !1, this._failUnauthorized()) : this._inflight = !1);
		}).catch((t) => {
			this._handleTokenError(t, e);
		});
	}
	_fetchSnapshot(e, t) {
		if (!this._isSubscribing() || !this._isTransportOpen()) {
			this._inflight = !1;
			return;
		}
		let n = this._buildMapSubscribeCommand(B.State, t);
		this._debug("map subscribe: fetching snapshot page", t ? `cursor=${t}` : "initial"), this._subscribeCallFlow = e, this._centrifuge._call(n).then((t) => {
			try {
				if (this._settleSubscribeCall(e, !0)) return;
				e === this._subscribeFlow && this._handleMapStateResponse(e, t.reply.subscribe);
			} catch (e) {
				this._centrifuge._dispatchFailed(e);
			} finally {
				t.next && t.next();
			}
		}, (t) => {
			try {
				if (this._settleSubscribeCall(e, !1, t.error)) return;
				e === this._subscribeFlow && this._handleMapSubscribeError(t.error);
			} catch (e) {
				this._centrifuge._rejectionFailed(e, t);
			} finally {
				t.next && t.next();
			}
		});
	}
	_handleMapStateResponse(e, t) {
		this._isSubscribing() ? t.phase ? (!this._mapFlowEpoch && t.epoch && (this._mapFlowEpoch = t.epoch, this._mapFlowOffset = z(t.offset)), this._mapFlowEpoch && t.epoch && this._mapFlowEpoch !== t.epoch ? (this._debug("map subscribe: epoch changed during snapshot pagination, restarting"), this._restartMapFlow(), this._fetchSnapshot(e)) : (t.state && t.state.length > 0 && this._mapStateBuffer.push(...t.state), t.cursor ? (this._mapCursor = t.cursor, this._fetchSnapshot(e, this._mapCursor)) : this._transitionFromSnapshot(e))) : (this._debug("map subscribe: server forced LIVE transition during state pagination"), this._handleMapLiveResponse(e, t)) : this._inflight = !1;
	}
	_restartMapFlow() {
		this._mapStateBuffer = [], this._mapStreamBuffer = [], this._mapCursor = "", this._mapFlowRecovering = !1, this._mapFlowOffset = 0, this._mapFlowEpoch = null, this._epoch = null, this._offset = null, this._recover = !1, this._prevValueMap = /* @__PURE__ */ new Map(), this._mapPhase = B.State;
	}
	_transitionFromSnapshot(e) {
		this._debug("map subscribe: snapshot complete, transitioning to stream phase"), this._mapPhase = B.Stream, this._fetchStream(e);
	}
	_fetchStream(e) {
		if (!this._isSubscribing() || !this._isTransportOpen()) {
			this._inflight = !1;
			return;
		}
		let t = this._buildMapSubscribeCommand(B.Stream);
		this._debug("map subscribe: fetching stream from offset", this._mapFlowOffset), this._subscribeCallFlow = e, this._centrifuge._call(t).then((t) => {
			try {
				if (this._settleSubscribeCall(e, !0)) return;
				e === this._subscribeFlow && this._handleMapStreamResponse(e, t.reply.subscribe);
			} catch (e) {
				this._centrifuge._dispatchFailed(e);
			} finally {
				t.next && t.next();
			}
		}, (t) => {
			try {
				if (this._settleSubscribeCall(e, !1, t.error)) return;
				e === this._subscribeFlow && this._handleMapSubscribeError(t.error);
			} catch (e) {
				this._centrifuge._rejectionFailed(e, t);
			} finally {
				t.next && t.next();
			}
		});
	}
	_handleMapStreamResponse(e, t) {
		this._isSubscribing() ? t.phase ? this._mapFlowEpoch && t.epoch && this._mapFlowEpoch !== t.epoch ? (this._debug("map subscribe: epoch changed during stream, restarting"), this._restartMapFlow(), this._fetchSnapshot(e)) : (t.publications && t.publications.length > 0 && this._mapStreamBuffer.push(...t.publications), t.offset !== void 0 && (this._mapFlowOffset = z(t.offset)), this._fetchStream(e)) : (this._debug("map subscribe: server forced LIVE transition during stream"), this._handleMapLiveResponse(e, t)) : this._inflight = !1;
	}
	_handleMapLiveResponse(e, t) {
		if (!this._isSubscribing()) {
			this._inflight = !1;
			return;
		}
		if (this._inflight = !1, this._mapFlowEpoch && t.epoch && this._mapFlowEpoch !== t.epoch) {
			this._debug("map subscribe: epoch changed during live transition, restarting"), this._restartMapFlow(), this._inflight = !0, this._fetchSnapshot(e);
			return;
		}
		let n = !!(this._delta && t.delta), r = t.state && t.state.length > 0 ? this._mapStateBuffer.concat(t.state) : this._mapStateBuffer;
		if (this._mapStateBuffer = r.map((e) => (this._seedDeltaTracking(e, n), this._getMapUpdateContext(e))), this._mapStreamBuffer = this._mapStreamBuffer.map((e) => (this._seedDeltaTracking(e, n), this._getMapUpdateContext(e))), t.publications && t.publications.length > 0) for (let e of t.publications) {
			if (n) {
				let t = e.key || "";
				if (e.removed) this._prevValueMap.delete(t);
				else {
					let { newData: n, newPrevValue: r, isDelta: i, wireBytes: a, fullBytes: o } = this._centrifuge._codec.applyDeltaIfNeeded(e, this._prevValueMap.get(t));
					e.data = n, this._deltaNumPubs++, this._deltaBytesReceived += a, this._deltaBytesDecoded += o, i ? this._deltaNumDelta++ : this._deltaNumFull++, this._prevValueMap.set(t, r);
				}
			} else this._delta && e.key && (e.removed ? this._prevValueMap.delete(e.key) : this._prevValueMap.set(e.key, e.data));
			this._mapStreamBuffer.push(this._getMapUpdateContext(e));
		}
		let i = z(t.offset), a = t.epoch || "";
		this._clearSubscribingState(), t.id && (this._id = t.id);
		let o = t.recoverable === !0;
		this._delta_negotiated = !!t.delta, t.publish_debounce && (this._debounceMs = t.publish_debounce);
		let s = this._mapStateBuffer, c = this._mapStreamBuffer;
		this._mapStateBuffer = [], this._mapStreamBuffer = [], this._mapPhase = null;
		let l = this._centrifuge._getSubscribeContext(this.channel, t);
		l.state = s;
		let u = this._mapFlowPositionResets;
		if (this._mapPositionResets === u && (this._recover = o, this._epoch = a, l.recovered ? this._offset = c.length > 0 && c[0].offset !== void 0 ? c[0].offset - 1 : i : (this._recover = !1, this._offset = null, this._epoch = null)), this._setState(P.Subscribed), this._isSubscribed() && (this.emit("subscribed", l), this._isSubscribed())) {
			if (this._resolvePromises(), !l.recovered) {
				if (c.length > 0) {
					let e = /* @__PURE__ */ new Map();
					for (let t of s) e.set(t.key, t);
					for (let t of c) t.removed ? e.delete(t.key) : e.set(t.key, t);
					s = Array.from(e.values()), c = [];
				}
				this._mapPositionResets === u && (this._recover = o, this._offset = i, this._epoch = a), this.emit("sync", { entries: s });
			}
			for (let e of c) {
				if (!this._isSubscribed() || (this.emit("publication", e), !this._isSubscribed())) return;
				e.offset !== void 0 && this._mapPositionResets === u && (this._offset = e.offset), this.emit("update", e);
			}
			this._isSubscribed() && (this._mapPositionResets === u && (this._offset = i), t.expires === !0 && (this._refreshTimeout = setTimeout(() => this._refresh(), L(t.ttl))));
		}
	}
	_handleMapSubscribeError(e) {
		this._inflight = !1, this._isSubscribing() && e.code !== D.connectionClosed && (e.code === D.timeout ? this._centrifuge._disconnect(O.subscribeTimeout, "subscribe timeout", !0) : (this._mapStateBuffer = [], this._mapStreamBuffer = [], this._mapPhase = null, e.code === 112 && this._mapUnrecoverableStrategy === "from_scratch" ? (this._debug("map subscribe: unrecoverable position, restarting from scratch"), this._prevValueMap = /* @__PURE__ */ new Map(), this._offset = null, this._epoch = null, this._recover = !1, this._scheduleResubscribe()) : this._subscribeError(e)));
	}
	_buildMapSubscribeCommand(e, t) {
		let n = {
			channel: this.channel,
			type: this._mapPresenceType || 1,
			phase: e
		};
		return this._token && (n.token = this._token), this._tagsFilter && (n.tf = this._tagsFilter), this._delta && (n.delta = this._delta), n.flag = M.channelCompaction, e === B.State && (this._mapPageSize > 0 && (n.limit = this._mapPageSize), t && (n.cursor = t), this._mapFlowEpoch ? (n.offset = this._mapFlowOffset, n.epoch = this._mapFlowEpoch) : this._data && (n.data = this._data)), e === B.Stream && (this._mapPageSize > 0 && (n.limit = this._mapPageSize), n.offset = this._mapFlowOffset, n.epoch = this._mapFlowEpoch, this._mapFlowRecovering && (n.recover = !0, this._mapStreamBuffer.length === 0 && this._data && (n.data = this._data))), { subscribe: n };
	}
	_getMapUpdateContext(e) {
		let t = {
			channel: this.channel,
			data: e.data,
			key: e.key || ""
		};
		return e.removed === !0 && (t.removed = !0), e.offset !== void 0 && (t.offset = z(e.offset)), e.info && (t.info = this._centrifuge._getJoinLeaveContext(e.info)), e.tags && (t.tags = e.tags), t;
	}
	_getSharedPollUpdateContext(e) {
		let t = {
			channel: this.channel,
			key: e.key || "",
			data: e.data
		};
		return e.removed === !0 && (t.removed = !0), e.version !== void 0 && (t.version = z(e.version)), t;
	}
}, me = class extends V {
	publish(e) {
		return C(this, void 0, void 0, function* () {
			return yield this._methodCall(), this._debounceMs > 0 ? this._debouncedPublish("", e, !1) : this._centrifuge.publish(this.channel, e);
		});
	}
	history(e) {
		return C(this, void 0, void 0, function* () {
			return yield this._methodCall(), this._centrifuge.history(this.channel, e);
		});
	}
}, H = class extends V {
	publish(e, t) {
		return C(this, void 0, void 0, function* () {
			return yield this._methodCall(), this._debounceMs > 0 ? this._debouncedPublish(e, t, !0) : this._centrifuge.mapPublish(this.channel, e, t);
		});
	}
	remove(e) {
		return C(this, void 0, void 0, function* () {
			return yield this._methodCall(), this._cancelDebounce(e), this._centrifuge.mapRemove(this.channel, e);
		});
	}
}, he = class extends V {
	track(e, t) {
		if (e.length === 0) return;
		let n, r = t;
		n = typeof e[0] == "string" ? e.map((e) => ({
			key: e,
			version: 0
		})) : e;
		for (let e of n) {
			let t = z(e.version), n = this._sharedPollTrackedItems.get(e.key);
			(n === void 0 || t > n) && this._sharedPollTrackedItems.set(e.key, t);
		}
		if (r !== void 0) {
			this._addSharedPollSignature(n.map((e) => e.key), r), this._isSubscribed() && !this._sharedPollReplayPending && this._sendTrackRequest([{
				items: n,
				signature: r
			}]).catch((e) => {
				this._handleTrackError(e.error, e.keys);
			});
			return;
		}
		if (!this._sharedPollGetSignature) {
			this.emit("error", {
				type: "track",
				channel: this.channel,
				error: {
					code: D.sharedPollGetSignature,
					message: "getSignature callback required for track(keys)"
				}
			});
			return;
		}
		if (!this._isSubscribed() || this._sharedPollReplayPending) return;
		let i = n.map((e) => e.key), a = this._refreshGeneration;
		this._callAsync(() => this._sharedPollGetSignature({ keys: i })).then((e) => {
			if (a !== this._refreshGeneration || !this._isSubscribed()) return;
			let t = new Set(e.keys), n = [];
			for (let e of i) if (!t.has(e) && this._sharedPollTrackedItems.has(e)) {
				if (this._sharedPollTrackedItems.delete(e), n.push(e), !this._isSubscribed()) continue;
				this.emit("update", {
					channel: this.channel,
					key: e,
					data: null,
					removed: !0
				});
			}
			n.length > 0 && this._sendUntrackRequest(n).catch((e) => {
				this.emit("error", {
					type: "untrack",
					channel: this.channel,
					error: e
				});
			}), this._sharedPollReplayRetryAttempts = 0;
			let r = [];
			for (let t of e.keys) {
				let e = this._sharedPollTrackedItems.get(t);
				e !== void 0 && r.push({
					key: t,
					version: e
				});
			}
			r.length !== 0 && (this._addSharedPollSignature(e.keys, e.signature), this._sendTrackRequest([{
				items: r,
				signature: e.signature
			}]).catch((e) => {
				this._handleTrackError(e.error, e.keys);
			}));
		}).catch((e) => {
			a === this._refreshGeneration && this._isSubscribed() && this._emitError({
				type: "track",
				channel: this.channel,
				error: {
					code: D.sharedPollGetSignature,
					message: e === void 0 ? "getSignature failed" : e.toString()
				}
			}, () => {
				a === this._refreshGeneration && this._isSubscribed() && this._scheduleSharedPollReplayRetry();
			});
		});
	}
	untrack(e) {
		for (let t of e) this._sharedPollTrackedItems.delete(t);
		this._sharedPollSignatures = this._sharedPollSignatures.filter((e) => e.keys.some((e) => this._sharedPollTrackedItems.has(e))), this._isSubscribed() && this._sendUntrackRequest(e).catch((e) => {
			this.emit("error", {
				type: "untrack",
				channel: this.channel,
				error: e
			});
		});
	}
	trackedKeys() {
		return new Set(this._sharedPollTrackedItems.keys());
	}
}, ge = class {
	constructor(e, t) {
		this.endpoint = e, this.options = t, this._transport = null;
	}
	name() {
		return "sockjs";
	}
	subName() {
		return "sockjs-" + this._transport.transport;
	}
	emulation() {
		return !1;
	}
	supported() {
		return this.options.sockjs !== null;
	}
	initialize(e, t) {
		this._transport = new this.options.sockjs(this.endpoint, null, this.options.sockjsOptions), this._transport.onopen = () => {
			t.onOpen();
		}, this._transport.onerror = (e) => {
			t.onError(e);
		}, this._transport.onclose = (e) => {
			t.onClose(e);
		}, this._transport.onmessage = (e) => {
			t.onMessage(e.data);
		};
	}
	close() {
		this._transport !== null && this._transport.close();
	}
	send(e) {
		this._transport.send(e);
	}
}, _e = class {
	constructor(e, t) {
		this.endpoint = e, this.options = t, this._transport = null;
	}
	name() {
		return "websocket";
	}
	subName() {
		return "websocket";
	}
	emulation() {
		return !1;
	}
	supported() {
		return this.options.websocket !== void 0 && this.options.websocket !== null;
	}
	initialize(e, t) {
		let n = "";
		e === "protobuf" && (n = "centrifuge-protobuf"), this._transport = n === "" ? new this.options.websocket(this.endpoint) : new this.options.websocket(this.endpoint, n), e === "protobuf" && (this._transport.binaryType = "arraybuffer"), this._transport.onopen = () => {
			t.onOpen();
		}, this._transport.onerror = (e) => {
			t.onError(e);
		}, this._transport.onclose = (e) => {
			t.onClose(e);
		}, this._transport.onmessage = (e) => {
			t.onMessage(e.data);
		};
	}
	close() {
		this._transport !== null && this._transport.close();
	}
	send(e) {
		this._transport.send(e);
	}
}, ve = 65536, U = class {
	constructor() {
		this._buf = /* @__PURE__ */ new Uint8Array(), this._start = 0, this._end = 0;
	}
	push(e) {
		let t = this._end - this._start;
		if (this._end + e.length > this._buf.length) {
			if (t + e.length <= this._buf.length / 2) this._buf.copyWithin(0, this._start, this._end);
			else {
				let n = new Uint8Array(Math.max(this._buf.length * 2, t + e.length));
				n.set(this._buf.subarray(this._start, this._end)), this._buf = n;
			}
			this._start = 0, this._end = t;
		}
		this._buf.set(e, this._end), this._end += e.length;
	}
	drain(e, t) {
		for (; this._start < this._end;) {
			let n = e(this._buf.subarray(this._start, this._end));
			if (!n.ok) break;
			let r = this._start + n.pos, i = this._buf.slice(this._start, r);
			this._start = r, t(i);
		}
		let n = this._end - this._start;
		this._buf.length > ve && n <= this._buf.length / 4 ? (this._buf = this._buf.slice(this._start, this._end), this._start = 0, this._end = n) : n === 0 && (this._start = 0, this._end = 0);
	}
}, ye = class {
	constructor() {
		this._decoder = new TextDecoder(), this._parts = [];
	}
	push(e, t) {
		let n = this._decoder.decode(e, { stream: !0 }), r = 0, i = n.indexOf("\n");
		for (; i !== -1;) {
			this._parts.push(n.substring(r, i));
			let e = this._parts.join("");
			this._parts = [], r = i + 1, t(e), i = n.indexOf("\n", r);
		}
		r < n.length && this._parts.push(n.substring(r));
	}
}, be = class {
	constructor(e, t) {
		this.endpoint = e, this.options = t, this._abortController = null, this._protocol = "json";
	}
	name() {
		return "http_stream";
	}
	subName() {
		return "http_stream";
	}
	emulation() {
		return !0;
	}
	_handleErrors(e) {
		if (!e.ok) throw Error(e.status);
		return e;
	}
	_fetchEventTarget(e, t, n) {
		let r = new EventTarget(), i = e.options.fetch;
		return i(t, n).then(e._handleErrors).then((t) => {
			r.dispatchEvent(new Event("open"));
			let n = new ye(), i = new U(), a = t.body.getReader();
			return new e.options.readableStream({ start(t) {
				function o() {
					return a.read().then(({ done: a, value: s }) => {
						if (a) r.dispatchEvent(new Event("close")), t.close();
						else {
							try {
								e._protocol === "json" ? n.push(s, (e) => r.dispatchEvent(new MessageEvent("message", { data: e }))) : (i.push(s), i.drain((t) => e.options.decoder.decodeReply(t), (e) => r.dispatchEvent(new MessageEvent("message", { data: e }))));
							} catch (e) {
								r.dispatchEvent(new Event("error", { detail: e })), r.dispatchEvent(new Event("close")), t.close();
								return;
							}
							o();
						}
					}).catch(function(e) {
						r.dispatchEvent(new Event("error", { detail: e })), r.dispatchEvent(new Event("close")), t.close();
					});
				}
				return o();
			} });
		}).catch((e) => {
			r.dispatchEvent(new Event("error", { detail: e })), r.dispatchEvent(new Event("close"));
		}), r;
	}
	supported() {
		return this.options.fetch !== null && this.options.readableStream !== null && typeof TextDecoder < "u" && typeof AbortController < "u" && typeof EventTarget < "u" && typeof Event < "u" && typeof MessageEvent < "u" && typeof Error < "u";
	}
	initialize(e, t, n) {
		this._protocol = e, this._abortController = new AbortController();
		let r, i;
		e === "json" ? (r = {
			Accept: "application/json",
			"Content-Type": "application/json"
		}, i = n) : (r = {
			Accept: "application/octet-stream",
			"Content-Type": "application/octet-stream"
		}, i = n);
		let a = {
			method: "POST",
			headers: r,
			body: i,
			mode: "cors",
			credentials: "same-origin",
			signal: this._abortController.signal
		}, o = this._fetchEventTarget(this, this.endpoint, a);
		o.addEventListener("open", () => {
			t.onOpen();
		}), o.addEventListener("error", (e) => {
			this._abortController.abort(), t.onError(e);
		}), o.addEventListener("close", () => {
			this._abortController.abort(), t.onClose({
				code: 4,
				reason: "connection closed"
			});
		}), o.addEventListener("message", (e) => {
			t.onMessage(e.data);
		});
	}
	close() {
		this._abortController !== null && this._abortController.abort();
	}
	send(e, t, n) {
		let r, i, a = {
			session: t,
			node: n,
			data: e
		};
		this._protocol === "json" ? (r = { "Content-Type": "application/json" }, i = JSON.stringify(a)) : (r = { "Content-Type": "application/octet-stream" }, i = this.options.encoder.encodeEmulationRequest(a));
		let o = this.options.fetch, s = {
			method: "POST",
			headers: r,
			body: i,
			mode: "cors",
			credentials: "same-origin",
			signal: this._abortController.signal
		};
		o(this.options.emulationEndpoint, s).then((e) => {
			e && (e.status === 404 || e.status >= 500) && this.close();
		}, () => {
			this.close();
		});
	}
}, xe = class {
	constructor(e, t) {
		this.endpoint = e, this.options = t, this._protocol = "json", this._transport = null, this._onClose = null, this._abortController = null;
	}
	name() {
		return "sse";
	}
	subName() {
		return "sse";
	}
	emulation() {
		return !0;
	}
	supported() {
		return this.options.eventsource !== null && this.options.fetch !== null;
	}
	initialize(e, t, n) {
		typeof AbortController < "u" && (this._abortController = new AbortController());
		let r;
		r = globalThis && globalThis.document && globalThis.document.baseURI ? new URL(this.endpoint, globalThis.document.baseURI) : new URL(this.endpoint), r.searchParams.append("cf_connect", n);
		let i = new this.options.eventsource(r.toString(), {});
		this._transport = i;
		let a = this;
		i.onopen = function() {
			t.onOpen();
		}, i.onerror = function(e) {
			i.close(), t.onError(e), t.onClose({
				code: 4,
				reason: "connection closed"
			});
		}, i.onmessage = function(e) {
			t.onMessage(e.data);
		}, a._onClose = function() {
			t.onClose({
				code: 4,
				reason: "connection closed"
			});
		};
	}
	close() {
		this._abortController !== null && this._abortController.abort(), this._transport !== null && this._transport.close(), this._onClose !== null && this._onClose();
	}
	send(e, t, n) {
		let r = {
			session: t,
			node: n,
			data: e
		}, i = { "Content-Type": "application/json" }, a = JSON.stringify(r), o = this.options.fetch, s = this._abortController === null ? void 0 : this._abortController.signal, c = {
			method: "POST",
			headers: i,
			body: a,
			mode: "cors",
			credentials: "same-origin",
			signal: s
		};
		o(this.options.emulationEndpoint, c).then((e) => {
			e && (e.status === 404 || e.status >= 500) && this.close();
		}, () => {
			s && s.aborted || this.close();
		});
	}
}, Se = class {
	constructor(e, t) {
		this.endpoint = e, this.options = t, this._transport = null, this._stream = null, this._writer = null, this._protocol = "json";
	}
	name() {
		return "webtransport";
	}
	subName() {
		return "webtransport";
	}
	emulation() {
		return !1;
	}
	supported() {
		return this.options.webtransport !== void 0 && this.options.webtransport !== null;
	}
	initialize(e, t) {
		return C(this, void 0, void 0, function* () {
			let n;
			n = globalThis && globalThis.document && globalThis.document.baseURI ? new URL(this.endpoint, globalThis.document.baseURI) : new URL(this.endpoint), e === "protobuf" && n.searchParams.append("cf_protocol", "protobuf"), this._protocol = e;
			let r = new EventTarget();
			this._transport = new this.options.webtransport(n.toString()), this._transport.closed.then(() => {
				t.onClose({
					code: 4,
					reason: "connection closed"
				});
			}).catch(() => {
				t.onClose({
					code: 4,
					reason: "connection closed"
				});
			});
			try {
				yield this._transport.ready;
			} catch {
				this.close();
				return;
			}
			let i;
			try {
				i = yield this._transport.createBidirectionalStream();
			} catch {
				this.close();
				return;
			}
			this._stream = i, this._writer = this._stream.writable.getWriter(), r.addEventListener("close", () => {
				t.onClose({
					code: 4,
					reason: "connection closed"
				});
			}), r.addEventListener("message", (e) => {
				t.onMessage(e.data);
			}), this._startReading(r), t.onOpen();
		});
	}
	_startReading(e) {
		return C(this, void 0, void 0, function* () {
			let t = this._stream.readable.getReader(), n = new ye(), r = new U();
			try {
				for (;;) {
					let { done: i, value: a } = yield t.read();
					if (a && a.length > 0 && (this._protocol === "json" ? n.push(a, (t) => e.dispatchEvent(new MessageEvent("message", { data: t }))) : (r.push(a), r.drain((e) => this.options.decoder.decodeReply(e), (t) => e.dispatchEvent(new MessageEvent("message", { data: t }))))), i) break;
				}
			} catch {
				e.dispatchEvent(new Event("close"));
			}
		});
	}
	close() {
		return C(this, void 0, void 0, function* () {
			try {
				this._writer && (yield this._writer.close()), this._transport.close();
			} catch {}
		});
	}
	send(e) {
		return C(this, void 0, void 0, function* () {
			let t;
			t = this._protocol === "json" ? new TextEncoder().encode(e + "\n") : e;
			try {
				yield this._writer.write(t);
			} catch {
				this.close();
			}
		});
	}
}, Ce = [
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	0,
	1,
	2,
	3,
	4,
	5,
	6,
	7,
	8,
	9,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	-1,
	10,
	11,
	12,
	13,
	14,
	15,
	16,
	17,
	18,
	19,
	20,
	21,
	22,
	23,
	24,
	25,
	26,
	27,
	28,
	29,
	30,
	31,
	32,
	33,
	34,
	35,
	-1,
	-1,
	-1,
	-1,
	36,
	-1,
	37,
	38,
	39,
	40,
	41,
	42,
	43,
	44,
	45,
	46,
	47,
	48,
	49,
	50,
	51,
	52,
	53,
	54,
	55,
	56,
	57,
	58,
	59,
	60,
	61,
	62,
	-1,
	-1,
	-1,
	63,
	-1
], we = class {
	constructor(e) {
		this.a = e, this.pos = 0;
	}
	haveBytes() {
		return this.pos < this.a.length;
	}
	getByte() {
		let e = this.a[this.pos];
		if (this.pos++, this.pos > this.a.length) throw RangeError("out of bounds");
		return e;
	}
	getChar() {
		return String.fromCharCode(this.getByte());
	}
	getInt() {
		let e = 0, t;
		for (; this.haveBytes() && (t = Ce[127 & this.getByte()]) >= 0;) e = (e << 6) + t;
		return this.pos--, e >>> 0;
	}
}, Te = class {
	constructor() {
		this.a = [];
	}
	toByteArray(e) {
		return Array.isArray(e) ? this.a : new Uint8Array(this.a);
	}
	putArray(e, t, n) {
		for (let r = t; r < n; r++) this.a.push(e[r]);
	}
};
function Ee(e) {
	let t = 0, n = 0, r = 0, i = 0, a = 0, o = e.length;
	for (; o >= 16;) t = t + e[a + 0] | 0, n = n + e[a + 1] | 0, r = r + e[a + 2] | 0, i = i + e[a + 3] | 0, t = t + e[a + 4] | 0, n = n + e[a + 5] | 0, r = r + e[a + 6] | 0, i = i + e[a + 7] | 0, t = t + e[a + 8] | 0, n = n + e[a + 9] | 0, r = r + e[a + 10] | 0, i = i + e[a + 11] | 0, t = t + e[a + 12] | 0, n = n + e[a + 13] | 0, r = r + e[a + 14] | 0, i = i + e[a + 15] | 0, a += 16, o -= 16;
	for (; o >= 4;) t = t + e[a + 0] | 0, n = n + e[a + 1] | 0, r = r + e[a + 2] | 0, i = i + e[a + 3] | 0, a += 4, o -= 4;
	switch (i = ((i + (r << 8) | 0) + (n << 16) | 0) + (t << 24) | 0, o) {
		case 3: i = i + (e[a + 2] << 8) | 0;
		case 2: i = i + (e[a + 1] << 16) | 0;
		case 1: i = i + (e[a + 0] << 24) | 0;
	}
	return i >>> 0;
}
function De(e, t) {
	let n = 0, r = new we(t), i = e.length, a = t.length, o = r.getInt();
	if (r.getChar() !== "\n") throw Error("size integer not terminated by '\\n'");
	let s = new Te();
	for (; r.haveBytes();) {
		let t = r.getInt(), c;
		switch (r.getChar()) {
			case "@":
				if (c = r.getInt(), r.haveBytes() && r.getChar() !== ",") throw Error("copy command not terminated by ','");
				if (n += t, n > o) throw Error("copy exceeds output file size");
				if (c + t > i) throw Error("copy extends past end of input");
				s.putArray(e, c, c + t);
				break;
			case ":":
				if (n += t, n > o) throw Error("insert command gives an output larger than predicted");
				if (t > a) throw Error("insert count exceeds size of delta");
				s.putArray(r.a, r.pos, r.pos + t), r.pos += t;
				break;
			case ";": {
				let r = s.toByteArray(e);
				if (t !== Ee(r)) throw Error("bad checksum");
				if (n !== o) throw Error("generated size does not match predicted size");
				return r;
			}
			default: throw Error("unknown delta operator");
		}
	}
	throw Error("unterminated delta");
}
var Oe = class {
	name() {
		return "json";
	}
	encodeCommands(e) {
		return e.map((e) => JSON.stringify(e)).join("\n");
	}
	decodeReplies(e) {
		return e.split("\n").filter((e) => e.trim() !== "").map((e) => JSON.parse(e));
	}
	applyDeltaIfNeeded(e, t) {
		let n, r, i, a;
		if (e.delta) {
			a = !0;
			let o = new TextEncoder().encode(e.data), s = De(t, o);
			n = JSON.parse(new TextDecoder().decode(s)), r = s, i = o.length;
		} else a = !1, n = JSON.parse(e.data), r = new TextEncoder().encode(e.data), i = r.length;
		return {
			newData: n,
			newPrevValue: r,
			isDelta: a,
			wireBytes: i,
			fullBytes: r.length
		};
	}
}, ke = {
	headers: {},
	token: "",
	getToken: null,
	data: null,
	getData: null,
	debug: !1,
	name: "js",
	version: "",
	fetch: null,
	readableStream: null,
	websocket: null,
	eventsource: null,
	sockjs: null,
	sockjsOptions: {},
	emulationEndpoint: "/emulation",
	minReconnectDelay: 500,
	maxReconnectDelay: 2e4,
	timeout: 5e3,
	maxServerPingDelay: 1e4,
	networkEventTarget: null,
	pageEventTarget: null
}, Ae = "WebSocket constructor not found, make sure it is available globally or passed as a dependency in Centrifuge options", W = 1e3, G = 1e3;
function je(e) {
	try {
		return e instanceof Error ? e.message : String(e);
	} catch {
		return "value without a string form";
	}
}
var K = class extends Error {
	constructor(e) {
		super(e), this.name = this.constructor.name;
	}
}, q = class extends E {
	constructor(e, t) {
		super(), this._reconnectTimeout = null, this._connectTimeout = null, this._removedUnsubscribes = {}, this._pendingServerSubOffsets = {}, this._refreshTimeout = null, this._serverPingTimeout = null, this._handlerFailures = 0, this.state = N.Disconnected, this._transportIsOpen = !1, this._endpoint = e, this._emulation = !1, this._transports = [], this._currentTransportIndex = 0, this._triedAllTransports = !1, this._transportWasOpen = !1, this._transport = null, this._transportId = 0, this._deviceWentOffline = !1, this._transportClosed = !0, this._codec = new Oe(), this._reconnecting = !1, this._reconnectTimeout = null, this._connectTimeout = null, this._reconnectAttempts = 0, this._client = null, this._session = "", this._node = "", this._subs = {}, this._serverSubs = {}, this._commandId = 0, this._commands = [], this._batching = !1, this._refreshRequired = !1, this._refreshTimeout = null, this._callbacks = {}, this._token = "", this._data = null, this._dispatchPromise = Promise.resolve(), this._serverPing = 0, this._serverPingTimeout = null, this._sendPong = !1, this._promises = {}, this._promiseId = 0, this._debugEnabled = !1, this._networkEvents = null, this._pageEvents = null, this._pageCached = !1, this._stateTransitions = 0, this._disconnects = 0, this._abortedTransportId = 0, this._reconnectAttemptsResetPending = !1, this._config = Object.assign(Object.assign({}, ke), t), this._configure(), this._debugEnabled ? (this.on("state", (e) => {
			this._debug("client state", e.oldState, "->", e.newState);
		}), this.on("error", (e) => {
			this._debug("client error", e);
		})) : this.on("error", function() {
			Function.prototype();
		});
	}
	newSubscription(e, t) {
		if (this.getSubscription(e) !== null) throw Error("Subscription to the channel " + e + " already exists");
		let n = new me(this, e, t);
		return this._subs[e] = n, n;
	}
	newMapSubscription(e, t) {
		if (this.getSubscription(e) !== null) throw Error("Subscription to the channel " + e + " already exists");
		let n = new H(this, e, {
			token: t?.token,
			getToken: t?.getToken,
			data: t?.data,
			minResubscribeDelay: t?.minResubscribeDelay,
			maxResubscribeDelay: t?.maxResubscribeDelay,
			delta: t?.delta,
			tagsFilter: t?.tagsFilter,
			map: !0,
			mapPageSize: t?.pageSize,
			mapUnrecoverableStrategy: t?.unrecoverableStrategy
		});
		return this._subs[e] = n, n;
	}
	newMapClientsSubscription(e, t) {
		if (this.getSubscription(e) !== null) throw Error("Subscription to the channel " + e + " already exists");
		let n = new H(this, e, {
			token: t?.token,
			getToken: t?.getToken,
			data: t?.data,
			minResubscribeDelay: t?.minResubscribeDelay,
			maxResubscribeDelay: t?.maxResubscribeDelay,
			delta: t?.delta,
			tagsFilter: t?.tagsFilter,
			map: !0,
			mapPresenceType: 2,
			mapPageSize: t?.pageSize,
			mapUnrecoverableStrategy: t?.unrecoverableStrategy
		});
		return this._subs[e] = n, n;
	}
	newMapUsersSubscription(e, t) {
		if (this.getSubscription(e) !== null) throw Error("Subscription to the channel " + e + " already exists");
		let n = new H(this, e, {
			token: t?.token,
			getToken: t?.getToken,
			data: t?.data,
			minResubscribeDelay: t?.minResubscribeDelay,
			maxResubscribeDelay: t?.maxResubscribeDelay,
			delta: t?.delta,
			tagsFilter: t?.tagsFilter,
			map: !0,
			mapPresenceType: 3,
			mapPageSize: t?.pageSize,
			mapUnrecoverableStrategy: t?.unrecoverableStrategy
		});
		return this._subs[e] = n, n;
	}
	newSharedPollSubscription(e, t) {
		if (this.getSubscription(e) !== null) throw Error("Subscription to the channel " + e + " already exists");
		let n = new he(this, e, {
			token: t?.token,
			getToken: t?.getToken,
			data: t?.data,
			minResubscribeDelay: t?.minResubscribeDelay,
			maxResubscribeDelay: t?.maxResubscribeDelay,
			delta: t?.delta,
			sharedPoll: !0,
			sharedPollGetSignature: t?.getSignature
		});
		return this._subs[e] = n, n;
	}
	getSubscription(e) {
		return this._getSub(e);
	}
	getMapSubscription(e) {
		return this._getSub(e);
	}
	getSharedPollSubscription(e) {
		return this._getSub(e);
	}
	removeSubscription(e) {
		e && this._subs[e.channel] === e && (delete this._subs[e.channel], e._removed = !0, e.state !== P.Unsubscribed && e.unsubscribe(), this._recordRemovedUnsubscribe(e));
	}
	removeMapSubscription(e) {
		this.removeSubscription(e);
	}
	removeSharedPollSubscription(e) {
		this.removeSubscription(e);
	}
	subscriptions() {
		return this._subs;
	}
	mapSubscriptions() {
		let e = {};
		for (let [t, n] of Object.entries(this._subs)) n.type === "map" && (e[t] = n);
		return e;
	}
	sharedPollSubscriptions() {
		let e = {};
		for (let [t, n] of Object.entries(this._subs)) n.type === "shared_poll" && (e[t] = n);
		return e;
	}
	ready(e) {
		return C(this, void 0, void 0, function* () {
			switch (this.state) {
				case N.Disconnected: throw {
					code: D.clientDisconnected,
					message: "client disconnected"
				};
				case N.Connected: return;
				default: return new Promise((t, n) => {
					let r = this._nextPromiseId(), i = {
						resolve: t,
						reject: n
					};
					e && (i.timeout = setTimeout(() => {
						delete this._promises[r], n({
							code: D.timeout,
							message: "timeout"
						});
					}, e)), this._promises[r] = i;
				});
			}
		});
	}
	connect() {
		this._isConnected() ? this._debug("connect called when already connected") : this._isConnecting() ? this._debug("connect called when already connecting") : (this._debug("connect called"), this._validateTransportConfig(), this._reconnectAttempts = 0, this._startConnecting());
	}
	disconnect() {
		this._disconnect(k.disconnectCalled, "disconnect called", !1);
	}
	setToken(e) {
		this._token = e, this._config.getToken === null && (this._refreshRequired = !1);
	}
	setData(e) {
		this._data = e;
	}
	setHeaders(e) {
		this._config.headers = e;
	}
	send(e) {
		return C(this, void 0, void 0, function* () {
			let t = { send: { data: e } };
			if (yield this._methodCall(), !this._transportSendCommands([t])) throw this._createErrorObject(D.transportWriteError, "transport write error");
		});
	}
	rpc(e, t) {
		return C(this, void 0, void 0, function* () {
			let n = { rpc: {
				method: e,
				data: t
			} };
			return yield this._methodCall(), { data: (yield this._callPromise(n, (e) => e.rpc)).data };
		});
	}
	publish(e, t) {
		return C(this, void 0, void 0, function* () {
			let n = { publish: {
				channel: e,
				data: t
			} };
			return yield this._methodCall(), yield this._callPromise(n, () => ({})), {};
		});
	}
	mapPublish(e, t, n) {
		return C(this, void 0, void 0, function* () {
			let r = { publish: {
				channel: e,
				type: 1,
				key: t,
				data: n
			} };
			return yield this._methodCall(), yield this._callPromise(r, () => ({})), {};
		});
	}
	mapRemove(e, t) {
		return C(this, void 0, void 0, function* () {
			let n = { publish: {
				channel: e,
				type: 1,
				key: t,
				removed: !0
			} };
			return yield this._methodCall(), yield this._callPromise(n, () => ({})), {};
		});
	}
	history(e, t) {
		return C(this, void 0, void 0, function* () {
			let n = { history: this._getHistoryRequest(e, t) };
			yield this._methodCall();
			let r = yield this._callPromise(n, (e) => e.history), i = [];
			if (r.publications) for (let t = 0; t < r.publications.length; t++) i.push(this._getPublicationContext(e, r.publications[t]));
			return {
				publications: i,
				epoch: r.epoch || "",
				offset: z(r.offset)
			};
		});
	}
	presence(e) {
		return C(this, void 0, void 0, function* () {
			let t = { presence: { channel: e } };
			yield this._methodCall();
			let n = (yield this._callPromise(t, (e) => e.presence)).presence;
			for (let e in n) if (Object.prototype.hasOwnProperty.call(n, e)) {
				let t = n[e], r = t.conn_info, i = t.chan_info;
				r && (t.connInfo = r), i && (t.chanInfo = i);
			}
			return { clients: n };
		});
	}
	presenceStats(e) {
		return C(this, void 0, void 0, function* () {
			let t = { presence_stats: { channel: e } };
			yield this._methodCall();
			let n = yield this._callPromise(t, (e) => e.presence_stats);
			return {
				numUsers: n.num_users,
				numClients: n.num_clients
			};
		});
	}
	startBatching() {
		this._batching = !0;
	}
	stopBatching() {
		let e = this;
		Promise.resolve().then(function() {
			Promise.resolve().then(function() {
				e._batching = !1, e._flush();
			});
		});
	}
	_debug(...e) {
		this._debugEnabled && ue("debug", e);
	}
	_codecName() {
		return this._codec.name();
	}
	_formatOverride() {}
	_configure() {
		if (!("Promise" in globalThis)) throw Error("Promise polyfill required");
		if (!this._endpoint) throw Error("endpoint configuration required");
		if (this._config.token !== null && (this._token = this._config.token), this._config.data !== null && (this._data = this._config.data), this._codec = new Oe(), this._formatOverride(), (this._config.debug === !0 || pe("centrifuge.debug")) && (this._debugEnabled = !0), this._debug("config", this._config), typeof this._endpoint != "string") {
			if (Array.isArray(this._endpoint)) {
				this._transports = this._endpoint, this._emulation = !0;
				for (let e in this._transports) if (this._transports.hasOwnProperty(e)) {
					let t = this._transports[e];
					if (!t.endpoint || !t.transport) throw Error("malformed transport configuration");
					let n = t.transport;
					if ([
						"websocket",
						"http_stream",
						"sse",
						"sockjs",
						"webtransport"
					].indexOf(n) < 0) throw Error("unsupported transport name: " + n);
				}
			} else throw Error("unsupported url configuration type: only string or array of objects are supported");
		}
	}
	_setState(e) {
		if (this.state !== e) {
			this._reconnecting = !1;
			let t = this.state;
			this.state = e;
			let n = ++this._stateTransitions;
			return e === N.Connecting ? (this._setNetworkEvents(), this._setPageEvents()) : e === N.Disconnected && (this._clearNetworkEvents(), this._clearPageEvents()), this.emit("state", {
				newState: e,
				oldState: t
			}), n;
		}
		return 0;
	}
	_transitionSuperseded(e) {
		return e !== 0 && this._stateTransitions !== e;
	}
	_isDisconnected() {
		return this.state === N.Disconnected;
	}
	_isConnecting() {
		return this.state === N.Connecting;
	}
	_isConnected() {
		return this.state === N.Connected;
	}
	_nextCommandId() {
		return ++this._commandId;
	}
	_setNetworkEvents() {
		if (this._networkEvents !== null) return;
		let e = null;
		if (this._config.networkEventTarget === null ? globalThis.addEventListener !== void 0 && (e = globalThis) : e = this._config.networkEventTarget, e) {
			let t = () => {
				this._debug("offline event triggered"), (this.state === N.Connected || this.state === N.Connecting) && (this._deviceWentOffline = !0, this._disconnect(O.transportClosed, "transport closed", !0));
			}, n = () => {
				this._debug("online event triggered");
				let e = this._deviceWentOffline;
				this._deviceWentOffline = !1, this.state === N.Connecting && (e && !this._transportClosed && (this._abortedTransportId = this._transportId, this._disconnect(O.transportClosed, "transport closed", !0)), this._clearReconnectTimeout(), this._startReconnecting());
			};
			e.addEventListener("offline", t), e.addEventListener("online", n), this._networkEvents = {
				target: e,
				onOffline: t,
				onOnline: n
			};
		}
	}
	_clearNetworkEvents() {
		if (this._networkEvents === null) return;
		let { target: e, onOffline: t, onOnline: n } = this._networkEvents;
		F(e.removeEventListener) ? (e.removeEventListener("offline", t), e.removeEventListener("online", n), this._networkEvents = null) : this._debug("network event target has no removeEventListener, listeners kept");
	}
	_setPageEvents() {
		if (this._pageEvents !== null) return;
		let e = null;
		if (this._config.pageEventTarget === null ? globalThis.addEventListener !== void 0 && (e = globalThis) : e = this._config.pageEventTarget, !e) return;
		let t = (e) => {
			e.persisted && (this._debug("page entered back/forward cache"), (this.state === N.Connected || this.state === N.Connecting) && (this._pageCached = !0, this._disconnect(O.transportClosed, "page entered back/forward cache", !0)));
		}, n = (e) => {
			if (!e.persisted) return;
			this._debug("page restored from back/forward cache");
			let t = this._pageCached;
			this._pageCached = !1, t && this.state === N.Connecting && (this._clearReconnectTimeout(), this._startReconnecting());
		};
		e.addEventListener("pagehide", t), e.addEventListener("pageshow", n), this._pageEvents = {
			target: e,
			onPageHide: t,
			onPageShow: n
		};
	}
	_clearPageEvents() {
		if (this._pageEvents === null) return;
		let { target: e, onPageHide: t, onPageShow: n } = this._pageEvents;
		F(e.removeEventListener) ? (e.removeEventListener("pagehide", t), e.removeEventListener("pageshow", n), this._pageEvents = null) : this._debug("page event target has no removeEventListener, listeners kept");
	}
	_getReconnectDelay() {
		let e = I(this._reconnectAttempts, this._config.minReconnectDelay, this._config.maxReconnectDelay);
		return this._reconnectAttempts += 1, e;
	}
	_resetReconnectAttemptsIfPending() {
		this._reconnectAttemptsResetPending && (this._reconnectAttemptsResetPending = !1, this._reconnectAttempts = 0);
	}
	_clearOutgoingRequests() {
		for (let e in this._callbacks) if (this._callbacks.hasOwnProperty(e)) {
			let t = this._callbacks[e];
			clearTimeout(t.timeout);
			let n = t.errback;
			if (!n) continue;
			n({ error: this._createErrorObject(D.connectionClosed, "connection closed") });
		}
		this._callbacks = {};
	}
	_clearConnectedState() {
		this._client = null, this._clearServerPingTimeout(), this._clearRefreshTimeout();
		for (let e in this._subs) {
			if (!this._subs.hasOwnProperty(e)) continue;
			let t = this._subs[e];
			t.state === P.Subscribed && t._setSubscribing(A.transportClosed, "transport closed");
		}
		for (let e in this._serverSubs) this._serverSubs.hasOwnProperty(e) && this._serverSubs[e].subscribed && (this._serverSubs[e].subscribed = !1, this.emit("subscribing", { channel: e }));
	}
	_handleWriteError(e) {
		for (let t of e) {
			let e = t.id;
			if (!(e in this._callbacks)) continue;
			let n = this._callbacks[e];
			clearTimeout(this._callbacks[e].timeout), delete this._callbacks[e];
			let r = n.errback;
			r({ error: this._createErrorObject(D.transportWriteError, "transport write error") });
		}
	}
	_transportSendCommands(e) {
		if (!e.length) return !0;
		if (!this._transport) return !1;
		try {
			this._transport.send(this._codec.encodeCommands(e), this._session, this._node);
		} catch (t) {
			return this._debug("error writing commands", t), this._handleWriteError(e), !1;
		}
		return !0;
	}
	_advanceTransportIndex() {
		this._currentTransportIndex++, this._currentTransportIndex >= this._transports.length && (this._triedAllTransports = !0, this._currentTransportIndex = 0);
	}
	_resolveTransportDeps() {
		let e;
		this._config.websocket === null ? (typeof globalThis.WebSocket == "function" || typeof globalThis.WebSocket == "object") && (e = globalThis.WebSocket) : e = this._config.websocket;
		let t = null;
		this._config.sockjs === null ? globalThis.SockJS !== void 0 && (t = globalThis.SockJS) : t = this._config.sockjs;
		let n = null;
		this._config.eventsource === null ? globalThis.EventSource !== void 0 && (n = globalThis.EventSource) : n = this._config.eventsource;
		let r = null;
		this._config.fetch === null ? globalThis.fetch !== void 0 && (r = globalThis.fetch) : r = this._config.fetch;
		let i = null;
		return this._config.readableStream === null ? globalThis.ReadableStream !== void 0 && (i = globalThis.ReadableStream) : i = this._config.readableStream, {
			websocket: e,
			sockjs: t,
			eventsource: n,
			fetchFunc: r,
			readableStream: i
		};
	}
	_createTransport(e, t, n) {
		switch (e) {
			case "websocket": return new _e(t, { websocket: n.websocket });
			case "webtransport": return new Se(t, {
				webtransport: globalThis.WebTransport,
				decoder: this._codec,
				encoder: this._codec
			});
			case "http_stream": return new be(t, {
				fetch: n.fetchFunc,
				readableStream: n.readableStream,
				emulationEndpoint: this._config.emulationEndpoint,
				decoder: this._codec,
				encoder: this._codec
			});
			case "sse": return new xe(t, {
				eventsource: n.eventsource,
				fetch: n.fetchFunc,
				emulationEndpoint: this._config.emulationEndpoint
			});
			case "sockjs": return new ge(t, {
				sockjs: n.sockjs,
				sockjsOptions: this._config.sockjsOptions
			});
			default: throw Error("unknown transport " + e);
		}
	}
	_validateTransportConfig() {
		let e = this._resolveTransportDeps();
		if (this._emulation) {
			for (let t of this._transports) if (this._createTransport(t.transport, t.endpoint, e).supported()) return;
			throw Error("no supported transport found");
		}
		if (le(this._endpoint, "http")) throw Error("Provide explicit transport endpoints configuration in case of using HTTP (i.e. using array of TransportEndpoint instead of a single string), or use ws(s):// scheme in an endpoint if you aimed using WebSocket transport");
		if (!this._createTransport("websocket", this._endpoint, e).supported()) throw Error(Ae);
	}
	_initializeTransport() {
		let e = this._resolveTransportDeps(), t = null;
		if (this._emulation) {
			this._currentTransportIndex >= this._transports.length && (this._triedAllTransports = !0, this._currentTransportIndex = 0);
			for (let n = 0; n < this._transports.length; n++) {
				let n = this._transports[this._currentTransportIndex];
				this._debug("trying " + n.transport + " transport");
				let r = this._createTransport(n.transport, n.endpoint, e);
				if (r.supported()) {
					t = r;
					break;
				}
				this._debug(n.transport + " transport not available"), this._advanceTransportIndex();
			}
		} else {
			this._debug("client will use websocket");
			let n = this._createTransport("websocket", this._endpoint, e);
			n.supported() && (t = n);
		}
		if (t === null) {
			let e = this._emulation ? "no supported transport found" : Ae;
			this._debug(e), this._disconnect(O.transportClosed, "transport closed", !0), this.emit("error", {
				type: "transport",
				error: {
					code: D.transportClosed,
					message: e
				}
			});
			return;
		}
		this._transport = t;
		let n = this, r = this._transport, i = this._nextTransportId();
		n._debug("id of transport", i);
		let a = !1, o = [];
		if (this._transport.emulation()) {
			let e = n._sendConnect(!0);
			o.push(e);
		}
		this._transportClosed = !1;
		let s = function(e) {
			n._transportId == i ? (n._debug(r.name(), "transport failed:", e), n._emulation && !n._transportWasOpen && n._advanceTransportIndex(), n._abortedTransportId = i, n._disconnect(O.transportClosed, "transport closed", !0), n.emit("error", {
				type: "transport",
				error: {
					code: D.transportClosed,
					message: e
				},
				transport: r.name()
			})) : n._debug("failure of non-actual transport", e);
		};
		this._clearConnectTimeout();
		let c = Date.now() + this._config.timeout;
		this._connectTimeout = setTimeout(function() {
			let e = Date.now() - c >= W;
			n._connectTimeout = setTimeout(function() {
				n._connectTimeout = null, s("connect timeout");
			}, e ? G : 0);
		}, this._config.timeout);
		let l = {
			onOpen: function() {
				if (n._transportId != i) {
					n._debug("open callback from non-actual transport");
					try {
						r.close();
					} catch (e) {
						n._debug("error closing transport", e);
					}
				} else if (n._clearConnectTimeout(), a = !0, n._debug(r.subName(), "transport open"), !r.emulation()) {
					n._transportIsOpen = !0, n._transportWasOpen = !0, n.startBatching();
					try {
						n._sendConnect(!1), n._sendSubscribeCommands();
					} catch (e) {
						n._reportDispatchError(e);
					} finally {
						n.stopBatching();
					}
					n.emit("__centrifuge_debug:connect_frame_sent", {});
				}
			},
			onError: function(e) {
				n._transportId == i ? n._debug("transport level error", e) : n._debug("error callback from non-actual transport");
			},
			onClose: function e(t, o) {
				if (n._transportId != i) {
					n._debug("close callback from non-actual transport");
					return;
				}
				if (!o && (r.emulation() || r.name() === "webtransport")) {
					n._dispatchPromise.then(() => e(t, !0));
					return;
				}
				n._clearConnectTimeout(), n._debug(r.subName(), "transport closed"), n._transportClosed = !0, n._transportIsOpen = !1;
				let s = "connection closed", c = !0, l = 0;
				if (t && "code" in t && t.code && (l = t.code), t && t.reason) try {
					let e = JSON.parse(t.reason);
					s = e.reason, c = e.reconnect;
				} catch {
					s = t.reason, (l >= 3500 && l < 4e3 || l >= 4500 && l < 5e3) && (c = !1);
				}
				l < 3e3 ? (l === 1009 ? (l = k.messageSizeLimit, s = "message size limit exceeded", c = !1) : (l = O.transportClosed, s = "transport closed"), n._emulation && !n._transportWasOpen && n._advanceTransportIndex()) : n._transportWasOpen = !0;
				let u = function() {
					n._reconnecting = !1, n._disconnect(l, s, c);
				};
				n._isConnecting() && !a ? (n._abortedTransportId = i, n._emitError({
					type: "transport",
					error: {
						code: D.transportClosed,
						message: "transport closed"
					},
					transport: r.name()
				}, u)) : u();
			},
			onMessage: function(e) {
				n._transportId == i ? n._dataReceived(e, i) : n._debug("message from non-actual transport");
			}
		}, u = function(e) {
			n._debug("error initializing transport", e), s(e instanceof Error ? e.message : String(e));
		}, d;
		try {
			d = r.initialize(this._codecName(), l, this._codec.encodeCommands(o));
		} catch (e) {
			u(e);
			return;
		}
		d && F(d.then) && d.then(null, u), n.emit("__centrifuge_debug:transport_initialized", {});
	}
	_sendConnect(e) {
		let t = this._constructConnectCommand(), n = this, r = this._transportId, i = this._token;
		return this._call(t, e).then((e) => {
			try {
				n._connectResponse(e.reply.connect);
			} catch (e) {
				n._dispatchFailed(e);
			} finally {
				e.next && e.next();
			}
		}, (e) => {
			try {
				r === n._abortedTransportId ? n._debug("connect command of a transport aborted by the client rejected") : n._connectError(e.error, n._transportId !== r, e.next !== void 0, i);
			} catch (t) {
				n._rejectionFailed(t, e);
			} finally {
				e.next && e.next();
			}
		}), t;
	}
	_startReconnecting() {
		if (this._debug("start reconnecting"), !this._isConnecting()) {
			this._debug("stop reconnecting: client not in connecting state");
			return;
		}
		if (this._reconnecting) {
			this._debug("reconnect already in progress, return from reconnect routine");
			return;
		}
		if (this._transportClosed === !1) {
			this._debug("waiting for transport close");
			return;
		}
		this._reconnecting = !0;
		let e = this._disconnects, t = this._token === "", n = this._refreshRequired || t && this._config.getToken !== null, r = !1, i = !1;
		if (!n) {
			this._config.getData ? this._getData().then((t) => {
				i = !0, this._attemptAborted(e) || (this._data = t, this._initializeTransport());
			}).catch((t) => this._handleGetDataError(t, e, i)) : this._initializeTransport();
			return;
		}
		let a = this;
		this._getToken().then(function(t) {
			r = !0, a._attemptAborted(e) || (t == null || t == null ? a._failUnauthorized() : (a._token = t, a._debug("connection token refreshed"), a._config.getData ? a._getData().then(function(t) {
				i = !0, a._attemptAborted(e) || (a._data = t, a._initializeTransport());
			}).catch((t) => a._handleGetDataError(t, e, i)) : a._initializeTransport()));
		}).catch(function(t) {
			a._attemptAborted(e) ? r && a._reportDispatchError(t) : t instanceof K ? a._failUnauthorized() : a._emitError({
				type: "connectToken",
				error: {
					code: D.clientConnectToken,
					message: t === void 0 ? "" : t.toString()
				}
			}, () => {
				let e = a._getReconnectDelay();
				a._debug("error on getting connection token, reconnect after " + e + " milliseconds", t), a._reconnecting = !1, a._reconnectTimeout = setTimeout(() => {
					a._startReconnecting();
				}, e);
			});
		});
	}
	_emitError(e, t) {
		let n = this._disconnects;
		try {
			this.emit("error", e);
		} finally {
			this._disconnects === n && t();
		}
	}
	_attemptAborted(e) {
		return !this._isConnecting() || this._disconnects !== e;
	}
	_handleGetDataError(e, t, n) {
		this._attemptAborted(t) ? n && this._reportDispatchError(e) : e instanceof K ? this._failUnauthorized() : this._emitError({
			type: "connectData",
			error: {
				code: D.badConfiguration,
				message: e?.toString() || ""
			}
		}, () => {
			let t = this._getReconnectDelay();
			this._debug("error on getting connect data, reconnect after " + t + " milliseconds", e), this._reconnecting = !1, this._reconnectTimeout = setTimeout(() => {
				this._startReconnecting();
			}, t);
		});
	}
	_connectError(e, t, n, r) {
		this.state === N.Connecting && (e.code === 109 && r === this._token && (this._refreshRequired = !0), e.code < 100 || e.temporary === !0 || e.code === 109 ? this._emitError({
			type: "connect",
			error: e
		}, () => {
			t || (n && (this._transportWasOpen = !0), !n && this._emulation && !this._transportWasOpen && this._advanceTransportIndex(), this._debug("closing transport due to connect error"), this._disconnect(e.code, e.message, !0));
		}) : t || this._disconnect(e.code, e.message, !1));
	}
	_scheduleReconnect() {
		if (!this._isConnecting()) return;
		let e = !1;
		this._emulation && !this._transportWasOpen && !this._triedAllTransports && (e = !0);
		let t = e ? 0 : this._getReconnectDelay();
		this._debug("reconnect after " + t + " milliseconds"), this._clearReconnectTimeout(), this._reconnectTimeout = setTimeout(() => {
			this._startReconnecting();
		}, t);
	}
	_constructConnectCommand() {
		let e = {};
		this._token && (e.token = this._token), this._data && (e.data = this._data), this._config.name && (e.name = this._config.name), this._config.version && (e.version = this._config.version), Object.keys(this._config.headers).length > 0 && (e.headers = this._config.headers);
		let t = {}, n = !1;
		for (let e in this._serverSubs) if (this._serverSubs.hasOwnProperty(e) && this._serverSubs[e].recoverable) {
			n = !0;
			let r = { recover: !0 }, i = this._pendingServerSubOffsets[e] ?? this._serverSubs[e].offset;
			i && (r.offset = i), this._serverSubs[e].epoch && (r.epoch = this._serverSubs[e].epoch), t[e] = r;
		}
		return n && (e.subs = t), { connect: e };
	}
	_getHistoryRequest(e, t) {
		let n = { channel: e };
		return t !== void 0 && (t.since && (n.since = { offset: t.since.offset }, t.since.epoch && (n.since.epoch = t.since.epoch)), t.limit !== void 0 && (n.limit = t.limit), t.reverse === !0 && (n.reverse = !0)), n;
	}
	_methodCall() {
		return this._isConnected() ? Promise.resolve() : new Promise((e, t) => {
			let n = this._nextPromiseId(), r = setTimeout(() => {
				delete this._promises[n], t({
					code: D.timeout,
					message: "timeout"
				});
			}, this._config.timeout);
			this._promises[n] = {
				timeout: r,
				resolve: e,
				reject: t
			};
		});
	}
	_callPromise(e, t) {
		return new Promise((n, r) => {
			this._call(e, !1).then((e) => {
				var i;
				try {
					n(t(e.reply));
				} catch (e) {
					r(e);
				} finally {
					(i = e.next) == null || i.call(e);
				}
			}, (e) => {
				var t;
				r(e.error), (t = e.next) == null || t.call(e);
			});
		});
	}
	_dataReceived(e, t = this._transportId) {
		let n;
		try {
			n = this._codec.decodeReplies(e);
		} catch (e) {
			this._debug("error decoding received data", e), this._emulation && !this._transportWasOpen && this._advanceTransportIndex(), this._disconnect(O.transportClosed, "transport closed", !0);
			return;
		}
		this._serverPing > 0 && n.length > 0 && this._waitServerPing(), this._dispatchPromise = this._dispatchPromise.then(() => new Promise((e) => {
			this._dispatchSynchronized(n, e, t);
		}));
	}
	_dispatchSynchronized(e, t, n) {
		let r = Promise.resolve();
		for (let t in e) e.hasOwnProperty(t) && (r = r.then(() => {
			if (this._transportId === n) return this._dispatchReply(e[t]);
		}).catch((e) => {
			this._dispatchFailed(e);
		}));
		r.then(() => {
			t();
		});
	}
	emit(e, ...t) {
		try {
			return E.prototype.emit.call(this, e, ...t);
		} catch (e) {
			return this._handlerFailed(e), !0;
		}
	}
	_handlerFailed(e) {
		this._handlerFailures++, this._reportDispatchError(e), this._disconnect(k.badProtocol, `exception in event handler: ${je(e)}`, !1);
	}
	_dispatchFailed(e) {
		this._reportDispatchError(e), this._disconnect(k.badProtocol, `exception during message handling: ${je(e)}`, !1);
	}
	_reportDispatchError(e) {
		this._debug("error dispatching reply", e), Promise.reject(e);
	}
	_rejectionFailed(e, t) {
		t.next === void 0 ? this._reportDispatchError(e) : this._dispatchFailed(e);
	}
	_dispatchReply(e) {
		let t, n = new Promise((e) => {
			t = e;
		});
		if (e == null) return this._debug("dispatch: got undefined or null reply"), t(), n;
		let r = e.id;
		return r && r > 0 ? this._handleReply(e, t) : e.push ? this._handlePush(e.push, t) : this._handleServerPing(t), n;
	}
	_call(e, t) {
		return new Promise((n, r) => {
			e.id = this._nextCommandId(), this._registerCall(e.id, n, r), t || this._addCommand(e);
		});
	}
	_startConnecting() {
		this._debug("start connecting");
		let e = this.state === N.Connecting ? 0 : this._stateTransitions + 1;
		try {
			this._setState(N.Connecting), e && !this._transitionSuperseded(e) && this.emit("connecting", {
				code: O.connectCalled,
				reason: "connect called"
			});
		} finally {
			this._transitionSuperseded(e) || (this._client = null, this._startReconnecting());
		}
	}
	_disconnect(e, t, n) {
		if (e === k.stateInvalidated) {
			this._config.getToken !== null && (this._token = "", this._refreshRequired = !0);
			for (let e in this._subs) this._subs.hasOwnProperty(e) && this._subs[e]._invalidateState();
			for (let e in this._serverSubs) this._serverSubs.hasOwnProperty(e) && (this._serverSubs[e].offset = 0, this._serverSubs[e].epoch = "_");
		}
		if (this._isDisconnected()) {
			n || this._rejectPromises({
				code: D.clientDisconnected,
				message: "disconnected"
			});
			return;
		}
		let r = this.state, i = n ? N.Connecting : N.Disconnected;
		if (this._transportIsOpen = !1, this._reconnecting = !1, r === N.Connecting && this._clearReconnectTimeout(), this._clearConnectTimeout(), this._nextTransportId(), this._disconnects++, this._transport) {
			this._debug("closing existing transport");
			let e = this._transport;
			this._transport = null;
			try {
				e.close();
			} catch (e) {
				this._debug("error closing transport", e);
			}
			this._transportClosed = !0;
		} else this._debug("no transport to close");
		this._reconnectAttemptsResetPending = !1, this._commands = [], this._clearOutgoingRequests(), n || (this._rejectPromises({
			code: D.clientDisconnected,
			message: "disconnected"
		}), this._deviceWentOffline = !1, this._pageCached = !1);
		let a = {
			code: e,
			reason: t
		}, o = this.state === i ? 0 : this._stateTransitions + 1;
		try {
			try {
				this._setState(i);
			} finally {
				!n && !this._transitionSuperseded(o) && this._rejectPromises({
					code: D.clientDisconnected,
					message: "disconnected"
				}), r === N.Connected && this._clearConnectedState();
			}
			o && !this._transitionSuperseded(o) && (n ? this.emit("connecting", a) : this.emit("disconnected", a));
		} finally {
			n && !this._transitionSuperseded(o) && this._scheduleReconnect();
		}
	}
	_failUnauthorized() {
		this._disconnect(k.unauthorized, "unauthorized", !1);
	}
	_getToken() {
		if (this._debug("get connection token"), !this._config.getToken) {
			try {
				this.emit("error", {
					type: "configuration",
					error: {
						code: D.badConfiguration,
						message: "token expired but no getToken function set in the configuration"
					}
				});
			} catch (e) {
				this._reportDispatchError(e);
			}
			return Promise.reject(new K(""));
		}
		try {
			return Promise.resolve(this._config.getToken({}));
		} catch (e) {
			return Promise.reject(e);
		}
	}
	_getData() {
		try {
			return Promise.resolve(this._config.getData());
		} catch (e) {
			return Promise.reject(e);
		}
	}
	_refresh() {
		let e = this._client, t = this, n = !1;
		this._getToken().then(function(r) {
			if (n = !0, e !== t._client) return;
			if (!r) {
				t._failUnauthorized();
				return;
			}
			if (t._token = r, t._debug("connection token refreshed"), !t._isConnected()) return;
			let i = { refresh: { token: t._token } };
			t._call(i, !1).then((e) => {
				try {
					t._refreshResponse(e.reply.refresh);
				} catch (e) {
					t._dispatchFailed(e);
				} finally {
					e.next && e.next();
				}
			}, (n) => {
				try {
					e === t._client && t._refreshError(n.error);
				} catch (e) {
					t._rejectionFailed(e, n);
				} finally {
					n.next && n.next();
				}
			});
		}).catch(function(r) {
			e !== t._client || !t._isConnected() ? n && t._reportDispatchError(r) : r instanceof K ? t._failUnauthorized() : t._emitError({
				type: "refreshToken",
				error: {
					code: D.clientRefreshToken,
					message: r === void 0 ? "" : r.toString()
				}
			}, () => {
				t._refreshTimeout = setTimeout(() => t._refresh(), t._getRefreshRetryDelay());
			});
		});
	}
	_refreshError(e) {
		e.code < 100 || e.temporary === !0 ? this._emitError({
			type: "refresh",
			error: e
		}, () => {
			this._refreshTimeout = setTimeout(() => this._refresh(), this._getRefreshRetryDelay());
		}) : this._disconnect(e.code, e.message, !1);
	}
	_getRefreshRetryDelay() {
		return I(0, 5e3, 1e4);
	}
	_refreshResponse(e) {
		this._refreshTimeout &&= (clearTimeout(this._refreshTimeout), null), e.expires && (e.client && (this._client = e.client), this._refreshTimeout = setTimeout(() => this._refresh(), L(e.ttl)));
	}
	_recordRemovedUnsubscribe(e) {
		let t = e.channel, n = this._removedUnsubscribes[t], r = e._unsubPromise, i = n ? Promise.all([n, r]).then(() => void 0) : r;
		this._removedUnsubscribes[t] = i, i.then(() => {
			this._removedUnsubscribes[t] === i && delete this._removedUnsubscribes[t];
		});
	}
	_removedSubscriptionUnsubscribed(e) {
		return this._removedUnsubscribes[e] || Promise.resolve();
	}
	_unsubscribe(e) {
		if (!this._transportIsOpen) return Promise.resolve();
		let t = { unsubscribe: { channel: e.channel } }, n = this, r = this._transportId;
		return new Promise((e, i) => {
			this._call(t, !1).then((t) => {
				e(), t.next && t.next();
			}, (t) => {
				if (e(), t.next && t.next(), n._transportId !== r) n._debug("unsubscribe command of a closed transport rejected");
				else try {
					n._disconnect(O.unsubscribeError, "unsubscribe error", !0);
				} catch (e) {
					n._rejectionFailed(e, t);
				}
			});
		});
	}
	_getSub(e, t) {
		if (t && t > 0) {
			for (let e in this._subs) if (this._subs.hasOwnProperty(e)) {
				let n = this._subs[e];
				if (n._id === t) return n;
			}
			return null;
		}
		return this._subs[e] || null;
	}
	_isServerSub(e) {
		return this._serverSubs[e] !== void 0;
	}
	_getSubForPush(e, t) {
		let n = this._getSub(e, t);
		return n && e && this._isServerSub(e) && !n._isSubscribed() ? null : n;
	}
	_sendSubscribeCommands() {
		let e = [];
		for (let t in this._subs) {
			if (!this._subs.hasOwnProperty(t)) continue;
			let n = this._subs[t];
			if (n._inflight !== !0 && n._resubscribeTimeout === null && n.state === P.Subscribing) {
				let t = n._subscribe();
				t && e.push(t);
			}
		}
		return e;
	}
	_connectResponse(e) {
		if (this._transportIsOpen = !0, this._transportWasOpen = !0, this._transport !== null && this._transport.emulation() ? this._reconnectAttemptsResetPending = !0 : this._reconnectAttempts = 0, this._refreshRequired = !1, this._deviceWentOffline = !1, this._pageCached = !1, this._isConnected()) return;
		this._client = e.client;
		let t = this._setState(N.Connected);
		if (this._transitionSuperseded(t)) return;
		this._refreshTimeout && clearTimeout(this._refreshTimeout), e.expires && (this._refreshTimeout = setTimeout(() => this._refresh(), L(e.ttl))), this._session = e.session, this._node = e.node, this.startBatching(), this._sendSubscribeCommands(), this.stopBatching();
		let n = {
			client: e.client,
			transport: this._transport.subName()
		};
		e.data && (n.data = e.data), this.emit("connected", n), this._transitionSuperseded(t) || (this._resolvePromises(), this._processServerSubs(e.subs || {}, t), e.ping && e.ping > 0 ? (this._serverPing = e.ping * 1e3, this._sendPong = e.pong === !0, this._waitServerPing()) : this._serverPing = 0);
	}
	_processServerSubs(e, t) {
		for (let n in e) {
			if (!e.hasOwnProperty(n) || this._transitionSuperseded(t)) continue;
			let r = e[n];
			this._serverSubs[n] = {
				offset: z(r.offset),
				epoch: r.epoch,
				recoverable: r.recoverable || !1,
				subscribed: !0
			};
			let i = this._getSubscribeContext(n, r);
			this.emit("subscribed", i);
		}
		for (let n in e) {
			if (!e.hasOwnProperty(n)) continue;
			let r = e[n];
			if (r.recovered) {
				let e = r.publications || [];
				for (let r = 0; r < e.length && !this._transitionSuperseded(t); r++) this._handlePublication(n, e[r]);
			}
		}
		for (let t in this._serverSubs) this._serverSubs.hasOwnProperty(t) && (e[t] || (this.emit("unsubscribed", { channel: t }), delete this._serverSubs[t]));
	}
	_clearRefreshTimeout() {
		this._refreshTimeout !== null && (clearTimeout(this._refreshTimeout), this._refreshTimeout = null);
	}
	_clearReconnectTimeout() {
		this._reconnectTimeout !== null && (clearTimeout(this._reconnectTimeout), this._reconnectTimeout = null);
	}
	_clearConnectTimeout() {
		this._connectTimeout !== null && (clearTimeout(this._connectTimeout), this._connectTimeout = null);
	}
	_clearServerPingTimeout() {
		this._serverPingTimeout !== null && (clearTimeout(this._serverPingTimeout), this._serverPingTimeout = null);
	}
	_waitServerPing() {
		if (this._config.maxServerPingDelay === 0 || !this._isConnected()) return;
		this._clearServerPingTimeout();
		let e = this._serverPing + this._config.maxServerPingDelay, t = Date.now() + e;
		this._serverPingTimeout = setTimeout(() => {
			if (!this._isConnected()) return;
			let e = Date.now() - t >= W;
			this._serverPingTimeout = setTimeout(() => {
				this._isConnected() && this._disconnect(O.noPing, "no ping", !0);
			}, e ? G : 0);
		}, e);
	}
	_getSubscribeContext(e, t) {
		let n = {
			channel: e,
			positioned: !1,
			recoverable: !1,
			wasRecovering: !1,
			recovered: !1,
			hasRecoveredPublications: !1
		};
		t.recovered && (n.recovered = !0), t.positioned && (n.positioned = !0), t.recoverable && (n.recoverable = !0), t.was_recovering && (n.wasRecovering = !0);
		let r = "";
		"epoch" in t && (r = t.epoch);
		let i = 0;
		return "offset" in t && (i = z(t.offset)), (n.positioned || n.recoverable) && (n.streamPosition = {
			offset: i,
			epoch: r
		}), Array.isArray(t.publications) && t.publications.length > 0 && (n.hasRecoveredPublications = !0), t.data && (n.data = t.data), n;
	}
	_handleReply(e, t) {
		this._resetReconnectAttemptsIfPending();
		let n = e.id;
		if (!(n in this._callbacks)) {
			t();
			return;
		}
		let r = this._callbacks[n];
		if (clearTimeout(this._callbacks[n].timeout), delete this._callbacks[n], fe(e)) {
			let n = r.errback;
			if (!n) {
				t();
				return;
			}
			n({
				error: {
					code: e.error.code,
					message: e.error.message || "",
					temporary: e.error.temporary || !1
				},
				next: t
			});
		} else {
			let n = r.callback;
			if (!n) return;
			n({
				reply: e,
				next: t
			});
		}
	}
	_handleJoin(e, t, n) {
		let r = this._getSubForPush(e, n);
		if (r) r._isSubscribed() ? r._handleJoin(t) : this._debug("join for a subscription that is not subscribed", e);
		else if (e && this._isServerSub(e)) {
			let n = {
				channel: e,
				info: this._getJoinLeaveContext(t.info)
			};
			this.emit("join", n);
		}
	}
	_handleLeave(e, t, n) {
		let r = this._getSubForPush(e, n);
		if (r) r._isSubscribed() ? r._handleLeave(t) : this._debug("leave for a subscription that is not subscribed", e);
		else if (e && this._isServerSub(e)) {
			let n = {
				channel: e,
				info: this._getJoinLeaveContext(t.info)
			};
			this.emit("leave", n);
		}
	}
	_handleUnsubscribe(e, t) {
		let n = this._getSubForPush(e, 0);
		n ? n._isSubscribed() ? t.code < 2500 ? n._setUnsubscribed(t.code, t.reason, !1) : (t.code === j.stateInvalidated && n._invalidateState(), n._setSubscribing(t.code, t.reason)) : this._debug("unsubscribe push for a previous subscription", e) : e && this._isServerSub(e) && (delete this._serverSubs[e], this.emit("unsubscribed", { channel: e }));
	}
	_handleSubscribe(e, t) {
		this._serverSubs[e] = {
			offset: z(t.offset),
			epoch: t.epoch,
			recoverable: t.recoverable || !1,
			subscribed: !0
		}, this.emit("subscribed", this._getSubscribeContext(e, t));
	}
	_handleDisconnect(e) {
		this._transportWasOpen = !0;
		let t = e.code, n = !0;
		(t >= 3500 && t < 4e3 || t >= 4500 && t < 5e3) && (n = !1), this._disconnect(t, e.reason, n);
	}
	_getPublicationContext(e, t) {
		let n = {
			channel: e,
			data: t.data
		};
		return R(t.offset) && (n.offset = z(t.offset)), t.info && (n.info = this._getJoinLeaveContext(t.info)), t.tags && (n.tags = t.tags), n;
	}
	_getJoinLeaveContext(e) {
		let t = {
			client: e.client,
			user: e.user
		}, n = e.conn_info;
		n && (t.connInfo = n);
		let r = e.chan_info;
		return r && (t.chanInfo = r), t;
	}
	_handlePublication(e, t, n) {
		let r = this._getSubForPush(e, n);
		if (r) r._isSubscribed() ? r._handlePublication(t) : this._debug("publication for a subscription that is not subscribed", e);
		else if (e && this._isServerSub(e)) {
			let n = this._getPublicationContext(e, t);
			this._pendingServerSubOffsets[e] = R(t.offset) ? z(t.offset) : null;
			let r = this._handlerFailures;
			try {
				this.emit("publication", n);
			} finally {
				delete this._pendingServerSubOffsets[e];
			}
			if (this._handlerFailures !== r) return;
			R(t.offset) && (this._serverSubs[e].offset = z(t.offset)), t.epoch && (this._serverSubs[e].epoch = t.epoch);
		}
	}
	_handleMessage(e) {
		this.emit("message", { data: e.data });
	}
	_handleServerPing(e) {
		this._resetReconnectAttemptsIfPending(), this._sendPong && this._transportSendCommands([{}]), e();
	}
	_handlePush(e, t) {
		let n = e.channel, r = e.id;
		e.pub ? this._handlePublication(n, e.pub, r) : e.message ? this._handleMessage(e.message) : e.join ? this._handleJoin(n, e.join, r) : e.leave ? this._handleLeave(n, e.leave, r) : e.unsubscribe ? this._handleUnsubscribe(n, e.unsubscribe) : e.subscribe ? this._handleSubscribe(n, e.subscribe) : e.disconnect && this._handleDisconnect(e.disconnect), t();
	}
	_flush() {
		let e = this._commands.slice(0);
		this._commands = [], this._transportSendCommands(e);
	}
	_createErrorObject(e, t, n) {
		let r = {
			code: e,
			message: t
		};
		return n && (r.temporary = !0), r;
	}
	_registerCall(e, t, n) {
		this._callbacks[e] = {
			callback: t,
			errback: n,
			timeout: null
		};
		let r = Date.now() + this._config.timeout;
		this._callbacks[e].timeout = setTimeout(() => {
			let t = Date.now() - r >= W;
			this._callbacks[e].timeout = setTimeout(() => {
				delete this._callbacks[e], F(n) && n({ error: this._createErrorObject(D.timeout, "timeout") });
			}, t ? G : 0);
		}, this._config.timeout);
	}
	_addCommand(e) {
		this._batching ? this._commands.push(e) : this._transportSendCommands([e]);
	}
	_nextPromiseId() {
		return ++this._promiseId;
	}
	_nextTransportId() {
		return ++this._transportId;
	}
	_resolvePromises() {
		for (let e in this._promises) this._promises.hasOwnProperty(e) && (this._promises[e].timeout && clearTimeout(this._promises[e].timeout), this._promises[e].resolve(), delete this._promises[e]);
	}
	_rejectPromises(e) {
		for (let t in this._promises) this._promises.hasOwnProperty(t) && (this._promises[t].timeout && clearTimeout(this._promises[t].timeout), this._promises[t].reject(e), delete this._promises[t]);
	}
};
q.SubscriptionState = P, q.State = N, q.UnauthorizedError = K;
// src/device-id.ts
var Me = "ringline.device", J = "ringline.device.open";
function Ne(e = 16) {
	return Array.from(crypto.getRandomValues(new Uint8Array(e)), (e) => e.toString(16).padStart(2, "0")).join("");
}
function Pe(e = sessionStorage, t = globalThis) {
	let n = (e.getItem(J) ? null : e.getItem(Me)) ?? `web-${Ne()}`, r = () => {
		e.setItem(J, "1");
	}, i = () => {
		e.removeItem(J);
	};
	return e.setItem(Me, n), r(), t.addEventListener("pagehide", i), t.addEventListener("pageshow", r), {
		id: n,
		release() {
			t.removeEventListener("pagehide", i), t.removeEventListener("pageshow", r), i();
		}
	};
}
// src/session.ts
var Fe = 15e3, Ie = 1e4, Le = 4e3, Re = {
	minReconnectDelay: 200,
	maxReconnectDelay: 4e3
}, ze = /* @__PURE__ */ new Set([
	100,
	111,
	1013,
	1014,
	1015
]), Be = 4, Ve = 100, He = 109, Ue = 1;
function We(e) {
	return typeof e == "object" && !!e && typeof e.code == "number";
}
var Ge = class {
	#e;
	#t;
	#n;
	#r;
	#i = 0;
	#a = !1;
	#o;
	constructor(e, t) {
		let { app: n, user: r, device: i, token: a, getToken: o } = e;
		this.#t = t, this.#n = e.log, this.#e = new q(Je(e.server), {
			token: a,
			getToken: o ? () => qe(o) : null,
			data: {
				app: n,
				user: r,
				device: i,
				platform: "web"
			},
			maxServerPingDelay: Le,
			...Re,
			...e.websocket ? { websocket: e.websocket } : {}
		}), this.#l();
	}
	async open() {
		this.#e.connect();
		try {
			await this.#e.ready(Fe), this.#a = !0;
		} catch {
			let e = this.#o ?? new l(c.NO_NETWORK, "the server could not be reached within 15 s");
			throw this.close(), e;
		}
	}
	close() {
		this.#o ??= new l(c.NOT_LOGGED_IN, "logged out"), this.#e.disconnect();
	}
	now() {
		return Date.now() + this.#i;
	}
	get connected() {
		return this.#e.state === N.Connected;
	}
	get welcome() {
		return this.#r;
	}
	command(e, t, n = Ie) {
		return this.#s(e, {
			request: Ne(),
			...t
		}, n);
	}
	query(e, t, n = Ie) {
		return this.#s(e, t, n);
	}
	async #s(e, t, n) {
		let r = Date.now() + n;
		for (let n = 1;; n++) try {
			return await this.#c(r), (await this.#e.rpc(e, t)).data;
		} catch (t) {
			if (this.#o) throw this.#o;
			if (!We(t)) throw t;
			let i = t.code >= Ve;
			if (i && !(ze.has(t.code) && n < Be)) throw a(t.code, t.message);
			if (Date.now() >= r) throw new l(c.SIGNALING_SEND_FAIL, `${e} was not answered: ${t.message}`);
			this.#n.debug(`${e} again: ${t.message}`), i && await Ye(n);
		}
	}
	#c(e) {
		let t = e - Date.now();
		return Number.isFinite(t) ? this.#e.ready(Math.max(t, 1)) : this.#e.ready();
	}
	#l() {
		let e = this.#e;
		e.on("connected", ({ data: e }) => {
			this.#r = e, this.#i = (this.#r?.now ?? Date.now()) - Date.now(), this.#t.onState("connected");
		}), e.on("connecting", ({ code: e, reason: t }) => {
			this.#n.debug(`connecting: ${e} ${t}`), this.#t.onState("connecting");
		}), e.on("publication", ({ data: e }) => {
			this.#t.onPublication(e);
		}), e.on("disconnected", ({ code: e, reason: t }) => {
			let n = this.#o !== void 0;
			this.#o ??= Ke(e, t), this.#t.onState("disconnected"), this.#a && !n && this.#t.onOver(this.#o);
		}), e.on("error", ({ type: e, error: t }) => {
			this.#n.debug(`${e}: ${t.code} ${t.message}`);
		});
	}
};
function Ke(e, t) {
	return e === Ue || e === He || e === 3005 ? new l(c.USERSIG_EXPIRED, "the signature expired and no new one was given") : e >= 1e3 && e < 3e3 ? a(e, t) : e === 4500 ? new l(c.NOT_LOGGED_IN, t || "logged in on another device", "kicked") : e === 4502 ? new l(c.NOT_LOGGED_IN, t || "this device connected again", "replaced") : e === 4501 ? new l(c.NOT_LOGGED_IN, t || "put out", "expelled") : new l(c.NOT_LOGGED_IN, `disconnected: ${t}`, `disconnect_${e}`);
}
async function qe(e) {
	let t = await e();
	if (!t) throw new K("no signature");
	return t;
}
function Je(e) {
	let t = new URL("/connection/websocket", e);
	return t.protocol = t.protocol.replace("http", "ws"), t.href;
}
function Ye(e) {
	return new Promise((t) => setTimeout(t, Math.random() * 50 * 2 ** e));
}
// src/view.ts
function Xe(e, t) {
	let n = m(e, t);
	return n === "out" ? null : {
		callId: e.id,
		status: n === "connected" ? o.CONNECTED : o.CALLING,
		callMediaType: _(e.media),
		callRole: v(e, t.user),
		group: e.group ?? !1,
		callerId: e.caller,
		members: Ze(e),
		userData: e.user_data ?? "",
		chatGroupID: e.chat_group ?? "",
		startedAt: e.started_at ?? 0,
		answeredAt: e.answered_at ?? 0,
		deadline: Qe(e, t, n === "ringing")
	};
}
function Ze(e) {
	let t = /* @__PURE__ */ new Map();
	for (let n of e.legs) t.set(n.user, n);
	return [...t.values()].map((e) => ({
		userID: e.user,
		role: e.role,
		state: e.state,
		reason: e.reason ?? "",
		deadline: e.deadline ?? 0,
		rung: e.rung_at !== void 0,
		joinedAt: e.joined_at ?? 0
	}));
}
function Qe(e, t, n) {
	if (n) return p(e, t.user)?.deadline ?? 0;
	let r = e.legs.filter((e) => e.state === "ringing");
	return Math.max(0, ...r.map((e) => e.deadline ?? 0));
}
// src/client.ts
var $e = 3e3, et = 1500, tt = class {
	self;
	link;
	#e;
	#t;
	#n;
	#r;
	#i;
	#a = !1;
	#o;
	#s;
	constructor(e, t, n) {
		this.self = {
			user: e.user,
			device: e.device
		}, this.#n = t, this.#r = e.log, this.#e = new Ge(e, {
			onState: (e) => {
				this.#n({
					name: i.CONNECTION,
					payload: { state: e }
				}), e === "connected" && this.#f().catch(() => void 0);
			},
			onPublication: (e) => {
				this.#p(e);
			},
			onOver: ({ code: e, message: t }) => {
				n(), this.#y(), this.#n({
					name: u.KICKED_OUT,
					payload: {
						code: e,
						message: t
					}
				});
			}
		});
		let { user: r } = e, a = {
			sync: async () => (await this.#e.query("call.sync", {}, Infinity)).calls ?? [],
			get: async (e) => (await this.#e.query("call.get", { call: e }, Infinity)).call
		};
		this.#t = new g(r, a, (e, t) => {
			this.#m(e, t);
		}), this.link = this.#b(e);
	}
	async open() {
		await this.#e.open(), await this.#f();
	}
	async close() {
		this.call && await this.hangup(), this.#y(), this.#e.close();
	}
	get call() {
		let e = this.#t.all().filter((e) => m(e, this.self) !== "out");
		return e.find((e) => m(e, this.self) !== "ringing") ?? e[0];
	}
	get place() {
		return m(this.call, this.self);
	}
	info() {
		let { call: e } = this;
		return e ? Xe(e, this.self) : null;
	}
	now() {
		return this.#e.now();
	}
	async online() {
		return (await this.#e.query("users.online", {})).users ?? [];
	}
	async start(e) {
		if (this.#a || this.call) throw Y("this device is in a call already");
		this.#a = !0;
		try {
			let t = this.#e.command("call.start", e);
			this.#l(void 0, t);
			let { call: n } = await t;
			return this.#t.answer(n), n.id;
		} finally {
			this.#a = !1;
		}
	}
	async join(e) {
		if (this.#a || this.call) throw Y("this device is in a call already");
		this.#a = !0;
		try {
			await this.#c("call.join", e);
		} finally {
			this.#a = !1;
		}
	}
	accept() {
		let { call: e } = this;
		return this.#i ? (this.#r.warn("accept: under way already"), this.#i) : !e || this.place !== "ringing" ? Promise.reject(Y("nothing rings here")) : (this.#i = this.#c("call.accept", e.id).finally(() => {
			this.#i = void 0;
		}), this.#i);
	}
	async reject() {
		let { call: e } = this;
		if (!e || this.place !== "ringing") throw Y("nothing rings here");
		this.#t.answer((await this.#u(this.#e.command("call.reject", { call: e.id }))).call);
	}
	async hangup() {
		let { call: e } = this;
		if (!e) throw Y("this device is in no call");
		this.link.leave();
		try {
			this.#t.answer((await this.#e.command("call.hangup", { call: e.id }, $e)).call);
		} catch (t) {
			t instanceof l && t.final && await this.#f(), this.call?.id === e.id && this.#d(e.id);
		}
	}
	async invite(e, t) {
		let { call: n } = this;
		if (!n || this.place === "ringing") throw Y("only somebody in a call can invite");
		let r = {
			call: n.id,
			users: e,
			...t === void 0 ? {} : { timeout: t }
		}, i = await this.#u(this.#e.command("call.invite", r));
		return this.#t.answer(i.call), i.invited ?? [];
	}
	async switchMedia(e) {
		let { call: t } = this;
		if (!t || this.place === "ringing") throw Y("this device is in no call");
		let n = await this.#u(this.#e.command("call.switch_media", {
			call: t.id,
			media: e
		}));
		this.#t.answer(n.call);
	}
	async #c(e, t) {
		let n = this.#u(this.#e.command(e, { call: t }));
		this.#l(t, n), this.#t.answer((await n).call);
	}
	#l(e, t) {
		let n = t.then((e) => e.ticket, () => void 0);
		this.#o = {
			call: e,
			ticket: n
		};
	}
	async #u(e) {
		try {
			return await e;
		} catch (e) {
			throw e instanceof l && e.final && await this.#f(), e;
		}
	}
	#d(e) {
		this.#t.abandon(e), this.#e.command("call.hangup", { call: e }, Infinity).then(({ call: e }) => this.#t.answer(e)).catch(() => this.#f()).catch(() => void 0).finally(() => this.#t.readmit(e));
	}
	#f() {
		return this.#t.resync();
	}
	#p({ call: e, presence: t }) {
		if (e && this.#t.publish(e), t) {
			let e = {
				userID: t.user,
				online: t.online ?? !1
			};
			this.#n({
				name: i.PRESENCE,
				payload: e
			});
		}
	}
	#m(e, t) {
		let { call: n, place: r } = this;
		(!n || r !== "connected" && this.link.entered) && this.link.leave();
		let a = ee(e, t, this.self, this.#e.now());
		for (let e of a) this.#n(e);
		(m(e, this.self) !== "out" || m(t, this.self) !== "out" || a.length > 0) && this.#n({
			name: i.CALL_CHANGED,
			payload: this.info()
		}), this.#h(), t && a.some(({ name: e }) => e === u.ON_CALL_RECEIVED) && this.#_(t.id), e?.media === "video" && t?.media === "audio" && r !== "out" && this.#v();
	}
	#h() {
		let { call: e, place: t } = this;
		clearTimeout(this.#s), e && (t === "connected" ? this.link.enter(e.id) : (this.link.client().catch((e) => {
			this.#r.warn("the media client could not be loaded yet", e);
		}), t === "ringing" && this.#g(e)));
	}
	#g(e) {
		let t = p(e, this.self.user)?.deadline ?? this.now();
		this.#s = setTimeout(() => {
			this.#e.connected ? this.#f().catch(() => void 0) : this.#t.abandon(e.id);
		}, Math.max(0, t + et - this.now()));
	}
	#_(e) {
		this.#e.query("call.rang", { call: e }).catch((e) => {
			this.#r.debug("the ringing could not be told", e);
		});
	}
	#v() {
		this.link.client().then((e) => e.closeCamera()).catch((e) => {
			this.#r.warn("the camera could not be closed", e);
		});
	}
	#y() {
		clearTimeout(this.#s);
		let e = this.call;
		this.link.leave(), e && this.#n({
			name: i.CALL_CHANGED,
			payload: null
		});
	}
	#b(e) {
		let t = {
			mediaUrl: new URL("/", e.server).href.replace(/^http/, "ws"),
			ticket: (e) => this.#x(e)
		};
		return new oe(e.media, t, {
			onState: (e) => this.#n({
				name: i.MEDIA,
				payload: { state: e }
			}),
			onVideo: (e, t) => this.#n({
				name: u.USER_VIDEO_AVAILABLE,
				payload: {
					userID: e,
					isVideoAvailable: t
				}
			}),
			onAudio: (e, t) => this.#n({
				name: u.USER_AUDIO_AVAILABLE,
				payload: {
					userID: e,
					isAudioAvailable: t
				}
			}),
			onVolumes: (e) => this.#n({
				name: u.USER_VOICE_VOLUME,
				payload: e
			}),
			onQuality: (e) => this.#n({
				name: u.ON_USER_NETWORK_QUALITY_CHANGED,
				payload: e
			}),
			onDevices: (e) => this.#n({
				name: u.DEVICED_UPDATED,
				payload: e
			}),
			onError: ({ code: e, message: t }) => this.#n({
				name: u.ERROR,
				payload: {
					code: e,
					message: t
				}
			})
		}, e.log);
	}
	async #x(e) {
		let t = this.#o;
		return this.#o = void 0, ((t?.call ?? e) === e ? await t?.ticket : void 0) ?? (await this.#e.query("call.ticket", { call: e })).ticket;
	}
};
function Y(e) {
	return new l(c.REQUEST_REFUSED, e);
}
// src/emitter.ts
var nt = class {
	#e = /* @__PURE__ */ new Map();
	#t;
	constructor(e) {
		this.#t = e;
	}
	add(e, t, n, r = !1) {
		this.#e.set(e, [...this.#e.get(e) ?? [], {
			listener: t,
			context: n,
			once: r
		}]);
	}
	remove(e, t, n) {
		this.#n(e, (e) => e.listener !== t || n !== void 0 && e.context !== n);
	}
	clear() {
		this.#e.clear();
	}
	emit(e, t) {
		for (let n of this.#e.get(e) ?? []) {
			n.once && this.#n(e, (e) => e !== n);
			try {
				n.listener.call(n.context, t);
			} catch (t) {
				this.#t.error(`a listener of ${e} failed`, t);
			}
		}
	}
	#n(e, t) {
		this.#e.set(e, (this.#e.get(e) ?? []).filter(t));
	}
}, X = {
	ALL: 0,
	INFO: 1,
	WARN: 2,
	ERROR: 3,
	NONE: 4
}, rt = class {
	level = X.ERROR;
	debug(e, ...t) {
		this.level <= X.ALL && console.debug(`ringline: ${e}`, ...t);
	}
	warn(e, ...t) {
		this.level <= X.WARN && console.warn(`ringline: ${e}`, ...t);
	}
	error(e, ...t) {
		this.level <= X.ERROR && console.error(`ringline: ${e}`, ...t);
	}
}, Z = 600, it = 2 ** 31 - 1;
function Q(e) {
	return new l(c.PARAM_INVALID, e);
}
function at(e, t) {
	if (!Array.isArray(e) || !e.every((e) => typeof e == "string" && e !== "")) throw Q("userIDList: a list of user names is needed");
	let n = [...new Set(e)].filter((e) => e !== t);
	if (n.length === 0) throw Q("userIDList: nobody but yourself");
	return n;
}
function ot(e) {
	if (e === r.AUDIO) return "audio";
	if (e === r.VIDEO) return "video";
	throw Q("type: 1 for audio or 2 for video is needed");
}
function st(e) {
	if (e !== void 0) {
		if (typeof e != "number" || !(e >= 0 && e <= Z)) throw Q(`timeout: 0 to ${Z} seconds`);
		return Math.round((e || Z) * 1e3);
	}
}
function ct(e, t) {
	let n = st(e.timeout), r = lt(e);
	return {
		callees: at(e.userIDList, t),
		media: ot(e.type),
		...n === void 0 ? {} : { timeout: n },
		...r ? { room: r } : {},
		...e.chatGroupID ? {
			chat_group: e.chatGroupID,
			group: !0
		} : {},
		...e.userData ? { user_data: e.userData } : {},
		...e.offlinePushInfo ? { push: e.offlinePushInfo } : {}
	};
}
function lt({ roomID: e, strRoomID: t }) {
	if (e) {
		if (!Number.isInteger(e) || e < 1 || e > it) throw Q(`roomID: 1 to ${it}`);
		return {
			name: String(e),
			numeric: !0
		};
	}
	return t ? { name: t } : void 0;
}
function ut(e) {
	if (typeof e != "string") return e;
	let t = document.getElementById(e);
	if (!t) throw Q(`view: the page has no element with the id ${JSON.stringify(e)}`);
	return t;
}
// src/engine.ts
var dt = async (e) => new (await (import("./media-livekit-DfDDMSUL.js"))).LiveKitMedia(e), ft = {
	camera: "camera",
	video: "camera",
	microphones: "microphones",
	microphone: "microphones",
	audio: "microphones",
	speaker: "speaker"
}, pt = class e {
	static #e;
	#t;
	#n;
	#r = new rt();
	#i = new nt(this.#r);
	#a;
	#o;
	#s = !1;
	static createInstance(t) {
		return e.#e ??= new e(t);
	}
	constructor(e, t = {}) {
		if (!Number.isInteger(e.SDKAppID) || e.SDKAppID <= 0) throw Q("SDKAppID: a number is needed");
		this.#t = e, this.#n = t;
	}
	async login(e) {
		let { userID: t, userSig: n, getUserSig: r } = e;
		if (!t || !n) throw Q("login: userID and userSig are needed");
		if (this.#s) throw new l(c.REQUEST_REPEATED, "login: under way already");
		if (this.#o?.self.user === t) return;
		if (this.#o) throw $(`login: ${this.#o.self.user} is logged in, log out first`);
		this.#s = !0;
		let i = this.#c(t, n, r);
		this.#o = i;
		try {
			await i.open();
		} catch (e) {
			throw this.#l(i), e;
		} finally {
			this.#s = !1;
		}
		this.#u({
			name: u.SDK_READY,
			payload: void 0
		});
	}
	async logout() {
		let e = this.#o;
		e && (await e.close(), this.#l(e));
	}
	async destroyInstance() {
		await this.logout(), this.#i.clear(), this.#a?.release(), this.#a = void 0, e.#e === this && (e.#e = void 0);
	}
	on(e, t, n) {
		this.#i.add(e, t, n);
	}
	once(e, t, n) {
		this.#i.add(e, t, n, !0);
	}
	off(e, t, n) {
		this.#i.remove(e, t, n);
	}
	setLogLevel(e) {
		this.#r.level = e;
	}
	async calls(e) {
		let t = this.#d();
		return { callId: await t.start(ct(e, t.self.user)) };
	}
	async join({ callId: e }) {
		if (!e) throw Q("join: callId is needed");
		await this.#d().join(e);
	}
	async accept() {
		await this.#d().accept();
	}
	async reject() {
		await this.#d().reject();
	}
	async hangup() {
		await this.#d().hangup();
	}
	async inviteUser({ userIDList: e, timeout: t }) {
		let n = this.#d();
		return n.invite(at(e, n.self.user), st(t));
	}
	async switchCallMediaType(e) {
		await this.#d().switchMedia(ot(e));
	}
	async openCamera(e) {
		let t = e === void 0 ? void 0 : ut(e);
		await (await this.#p()).openCamera(t);
	}
	async closeCamera() {
		await (await this.#f()).closeCamera();
	}
	async openMicrophone() {
		await (await this.#p()).openMicrophone();
	}
	async closeMicrophone() {
		await (await this.#f()).closeMicrophone();
	}
	async startRemoteView({ userID: e, videoViewDomID: t, options: n }) {
		let r = ut(t);
		(await this.#p()).showRemote(e, r, n?.objectFit ?? "cover");
	}
	async stopRemoteView({ userID: e }) {
		(await this.#f()).hideRemote(e);
	}
	async getDeviceList(e) {
		return (await this.#f()).devices(e);
	}
	async switchDevice({ deviceType: e, deviceId: t }) {
		let n = ft[e];
		if (!n) throw Q(`deviceType: ${e} is none of ${Object.keys(ft).join(", ")}`);
		await (await this.#f()).use(n, t);
	}
	setSelfInfo() {
		return Promise.reject(mt("setSelfInfo: Ringline keeps no profiles yet"));
	}
	enableMultiDeviceAbility() {
		return Promise.reject(mt("enableMultiDeviceAbility: whether users may have several devices is a setting of the app on the server"));
	}
	getCall() {
		return this.#o?.info() ?? null;
	}
	async getOnlineUsers() {
		return this.#d().online();
	}
	serverNow() {
		return this.#o?.now() ?? Date.now();
	}
	getSelf() {
		let e = this.#o?.self;
		return e ? {
			userID: e.user,
			deviceID: e.device
		} : null;
	}
	async resumeAudio() {
		await (await this.#f()).resumeAudio();
	}
	#c(e, t, n) {
		this.#a ??= this.#t.deviceID ? {
			id: this.#t.deviceID,
			release: () => void 0
		} : Pe();
		let r = new tt({
			server: this.#t.serverUrl ?? location.origin,
			app: this.#t.SDKAppID,
			user: e,
			device: this.#a.id,
			token: t,
			getToken: n,
			websocket: this.#n.websocket,
			media: this.#n.media ?? dt,
			log: this.#r
		}, (e) => {
			this.#u(e);
		}, () => {
			this.#l(r);
		});
		return r;
	}
	#l(e) {
		this.#o === e && (this.#o = void 0);
	}
	#u(e) {
		let { name: t, payload: n } = e;
		this.#r.debug(t, n), this.#i.emit(t, n), t === u.ON_CALL_NOT_CONNECTED && this.#i.emit(u.ON_CALL_CANCELED, n);
	}
	#d() {
		if (!this.#o) throw new l(c.INIT_FAIL, "log in first");
		return this.#o;
	}
	#f() {
		return this.#d().link.client();
	}
	async #p() {
		let { call: e } = this.#d();
		if (!e) throw $("this device is in no call");
		let t = await this.#f();
		if (this.#o?.call?.id !== e.id) throw $("the call is over");
		return t;
	}
};
function $(e) {
	return new l(c.REQUEST_REFUSED, e);
}
function mt(e) {
	return new l(c.PACKAGE_NOT_SUPPORTED, e);
}
export { s as CallEndReason, l as CallError, r as CallMediaType, e as CallRole, o as CallStatus, c as ErrorCode, t as NetworkQuality, i as RinglineEvent, pt as TUICallEngine, u as TUICallEvent, n as TUICallType };

//# sourceMappingURL=index.js.map