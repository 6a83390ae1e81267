package deploy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	yamlv3 "go.yaml.in/yaml/v3"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/yaml"
)

// manifests are what is applied to a cluster.
type manifests struct {
	config   core.ConfigMap
	services map[string]core.Service
	nodes    apps.StatefulSet
	budget   policy.PodDisruptionBudget
	ingress  networking.Ingress
}

// kubernetes reads the manifests that the kustomization names, strictly, as the types that Kubernetes itself reads them as.
func kubernetes(t *testing.T) *manifests {
	t.Helper()
	var list struct {
		APIVersion, Kind, Namespace string
		Resources                   []string
		Images                      []map[string]string
	}
	if err := yaml.UnmarshalStrict([]byte(read(t, "kubernetes/kustomization.yaml")), &list); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir("kubernetes")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(list.Resources)+1 {
		t.Errorf("the kustomization names %v and there are %v", list.Resources, files)
	}
	m := &manifests{services: map[string]core.Service{}}
	for _, file := range list.Resources {
		for _, text := range documents(t, read(t, "kubernetes/"+file)) {
			var is metav1.TypeMeta
			if err := yaml.Unmarshal(text, &is); err != nil {
				t.Fatal(err)
			}
			var into any
			var service core.Service
			switch is.APIVersion + " " + is.Kind {
			case "v1 ConfigMap":
				into = &m.config
			case "v1 Service":
				into = &service
			case "apps/v1 StatefulSet":
				into = &m.nodes
			case "policy/v1 PodDisruptionBudget":
				into = &m.budget
			case "networking.k8s.io/v1 Ingress":
				into = &m.ingress
			default:
				t.Fatalf("%s has a %s of %s", file, is.Kind, is.APIVersion)
			}
			if err := yaml.UnmarshalStrict(text, into); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			if service.Name != "" {
				m.services[service.Name] = service
			}
		}
	}
	return m
}

// documents takes a file apart at its ---.
func documents(t *testing.T, text string) (all [][]byte) {
	t.Helper()
	for d := yamlv3.NewDecoder(strings.NewReader(text)); ; {
		var node yamlv3.Node
		switch err := d.Decode(&node); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := yamlv3.NewEncoder(&b).Encode(&node); err != nil {
			t.Fatal(err)
		}
		all = append(all, b.Bytes())
	}
}

// TestKubernetesSettings: what the pods are told is what the server can be told, and where ports are named they are the server's.
func TestKubernetesSettings(t *testing.T) {
	m := kubernetes(t)
	pod := m.nodes.Spec.Template.Spec
	container := pod.Containers[0]
	env := map[string]string{}
	for name, value := range m.config.Data {
		env[name] = value
	}
	fields := map[string]string{"status.podIP": "10.1.2.3", "status.hostIP": "198.51.100.7", "metadata.name": "ringline-0"}
	secrets := map[string]string{
		"store-url": "postgres://ringline:x@db.example/ringline?sslmode=verify-full", "redis-url": "rediss://:x@redis.example:6379", "secrets-key": strings.Repeat("ab", 32),
	}
	how := read(t, "kubernetes/kustomization.yaml")
	for _, v := range container.Env {
		switch {
		case v.ValueFrom == nil:
			env[v.Name] = strings.ReplaceAll(v.Value, "$(POD_IP)", fields["status.podIP"])
		case v.ValueFrom.FieldRef != nil:
			env[v.Name] = fields[v.ValueFrom.FieldRef.FieldPath]
		case v.ValueFrom.SecretKeyRef != nil:
			key := v.ValueFrom.SecretKeyRef.Key
			env[v.Name] = secrets[key]
			if !strings.Contains(how, "--from-literal="+key+"=") || !strings.Contains(how, "secret generic "+v.ValueFrom.SecretKeyRef.Name+" ") {
				t.Errorf("nobody is told to make %s", key)
			}
		}
		if env[v.Name] == "" {
			t.Errorf("%s comes from nowhere", v.Name)
		}
	}
	for name, secret := range map[string]string{"RINGLINE_STORE_URL": "store-url", "RINGLINE_REDIS_URL": "redis-url", "RINGLINE_SECRETS_KEY": "secrets-key"} {
		if env[name] != secrets[secret] {
			t.Errorf("%s is not by reference", name)
		}
	}
	if from := container.EnvFrom; len(from) != 1 || from[0].ConfigMapRef.Name != m.config.Name {
		t.Errorf("the settings come from %v", from)
	}
	c := settings(t, "the pod", env)
	ports := map[string]core.ContainerPort{}
	for _, p := range container.Ports {
		ports[p.Name] = p
	}
	for name, at := range map[string]string{"http": c.Listen, "inner": c.Cluster.Listen} {
		if at != fmt.Sprint(":", ports[name].ContainerPort) || ports[name].HostPort != 0 {
			t.Errorf("%s: %+v and it listens at %s", name, ports[name], at)
		}
	}
	for name, want := range map[string]struct {
		port     int
		protocol core.Protocol
	}{"media-udp": {c.Media.UDPPort, core.ProtocolUDP}, "media-tcp": {c.Media.TCPPort, core.ProtocolTCP}, "stun": {c.Media.STUNPort, core.ProtocolUDP}} {
		if p := ports[name]; int(p.ContainerPort) != want.port || p.HostPort != p.ContainerPort || p.Protocol != want.protocol {
			t.Errorf("%s: %+v, want %+v on the machine under the same number: clients are told it", name, p, want)
		}
	}
	if c.Cluster.Advertise != fmt.Sprint(fields["status.podIP"], c.Cluster.Listen) {
		t.Errorf("found at %s and listens at %s", c.Cluster.Advertise, c.Cluster.Listen)
	}
}

// TestKubernetesPods: probes ask what is there, and mean the right thing; a pod has time to leave, its name stays, and it may nothing.
func TestKubernetesPods(t *testing.T) {
	m := kubernetes(t)
	spec := m.nodes.Spec
	pod := spec.Template.Spec
	c := pod.Containers[0]
	for name, probe := range map[string]*core.Probe{"/healthz": c.LivenessProbe, "/healthz ": c.StartupProbe, "/readyz": c.ReadinessProbe} {
		if path := strings.TrimSpace(name); probe == nil || probe.HTTPGet == nil || probe.HTTPGet.Path != path || !isServed(t, path) || probe.HTTPGet.Port != intstr.FromString("http") {
			t.Errorf("probe %s: %+v", path, probe)
		}
	}
	if pod.TerminationGracePeriodSeconds == nil || *pod.TerminationGracePeriodSeconds < 45 || c.Lifecycle == nil || c.Lifecycle.PreStop.Sleep == nil {
		t.Error("a pod that is to go is not given the time")
	}
	s := c.SecurityContext
	if *s.AllowPrivilegeEscalation || !*s.ReadOnlyRootFilesystem || !slices.Equal(s.Capabilities.Drop, []core.Capability{"ALL"}) || !*pod.SecurityContext.RunAsNonRoot ||
		*pod.AutomountServiceAccountToken || *pod.EnableServiceLinks {
		t.Errorf("%+v %+v", s, pod.SecurityContext)
	}
	for _, v := range c.VolumeMounts {
		if !slices.ContainsFunc(pod.Volumes, func(have core.Volume) bool { return have.Name == v.Name }) {
			t.Errorf("nothing is mounted at %s", v.MountPath)
		}
	}
	if !slices.ContainsFunc(c.VolumeMounts, func(v core.VolumeMount) bool {
		return strings.Contains(read(t, "docker/Dockerfile"), "RINGLINE_DATA="+v.MountPath+" ")
	}) {
		t.Error("there is no place for the data folder of the image")
	}
	if terms := pod.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution; len(terms) != 1 || terms[0].TopologyKey != "kubernetes.io/hostname" {
		t.Error("two nodes on one machine would want the same ports")
	}
	labels := spec.Template.Labels
	selected := func(who string, by map[string]string) {
		t.Helper()
		for name, value := range by {
			if labels[name] != value {
				t.Errorf("%s selects %s=%s, and pods have %v", who, name, value, labels)
			}
		}
		if len(by) == 0 {
			t.Errorf("%s selects everything", who)
		}
	}
	selected("the set", spec.Selector.MatchLabels)
	selected("the budget", m.budget.Spec.Selector.MatchLabels)
	selected("what keeps them apart", pod.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution[0].LabelSelector.MatchLabels)
	for name, service := range m.services {
		selected("service "+name, service.Spec.Selector)
		if service.Spec.SessionAffinity == core.ServiceAffinityClientIP {
			t.Errorf("service %s remembers who was where", name)
		}
		for _, p := range service.Spec.Ports {
			if !slices.ContainsFunc(c.Ports, func(have core.ContainerPort) bool { return have.Name == p.TargetPort.StrVal }) {
				t.Errorf("service %s leads to port %s, which there is not", name, p.TargetPort.StrVal)
			}
		}
	}
	if named, ok := m.services[spec.ServiceName]; !ok || named.Spec.ClusterIP != core.ClusterIPNone {
		t.Errorf("no headless service %s", spec.ServiceName)
	}
	if m.budget.Spec.MaxUnavailable.IntValue() != 1 || *spec.Replicas < 3 {
		t.Errorf("%d nodes of which %v may be away", *spec.Replicas, m.budget.Spec.MaxUnavailable)
	}
	backend := m.ingress.Spec.Rules[0].HTTP.Paths[0].Backend.Service
	if to, ok := m.services[backend.Name]; !ok || !slices.ContainsFunc(to.Spec.Ports, func(p core.ServicePort) bool { return p.Name == backend.Port.Name }) {
		t.Errorf("the ingress leads to %+v", backend)
	}
}
